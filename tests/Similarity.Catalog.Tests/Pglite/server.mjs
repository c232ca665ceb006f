// PostgreSQL with pgvector, compiled to WebAssembly, in memory, on a free port of the loopback.
// Prints its address on one line and ends when its standard input does.
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

const db = await PGlite.create({ extensions: { vector } });
const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 16 });
server.addEventListener('error', (event) => console.error(event.detail));
await server.start();
console.log(`postgres://postgres@${server.getServerConn()}/postgres`);

process.stdin.on('end', async () => {
  await server.stop();
  await db.close();
  process.exit(0);
});
process.stdin.resume();
