/* What can go wrong between a program and a disk, planted from outside: preloaded into a process,
   it counts the writes to files whose path contains FAULT_PATH, and lets the one with the number
   FAULT_AT go wrong as FAULT_KIND says:

     short  half of it is written, and the program told so
     full   half of it is written; from then on the disk is full (ENOSPC)
     eio    it fails (EIO), once
     dead   it fails (EIO), and so do all later ones
     torn   half of it is written, and the process ends there (SIGKILL)
     sync   not a write but the fsync of that number fails (EIO)

   At its end the process leaves "WRITES SYNCS" in the file FAULT_REPORT. Without FAULT_AT it only
   counts. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static const char *path_part, *kind, *report;
static long fault_at, writes, syncs;

__attribute__((constructor)) static void begin(void)
{
    const char *at = getenv("FAULT_AT");
    path_part = getenv("FAULT_PATH");
    kind = getenv("FAULT_KIND");
    report = getenv("FAULT_REPORT");
    fault_at = at ? atol(at) : 0;
    if (!kind)
        kind = "";
}

__attribute__((destructor)) static void end(void)
{
    FILE *file = report ? fopen(report, "w") : NULL;
    if (file) {
        fprintf(file, "%ld %ld\n", writes, syncs);
        fclose(file);
    }
}

static int is(const char *name)
{
    return strcmp(kind, name) == 0;
}

static int concerns(int fd)
{
    char link[64], path[PATH_MAX + 1];
    ssize_t length;
    int kept = errno;
    if (!path_part)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, PATH_MAX);
    errno = kept;
    if (length < 0)
        return 0;
    path[length] = 0;
    return strstr(path, path_part) != NULL;
}

enum fate { FINE, HALF, FAIL, DIE };

static enum fate fate_of_write(int fd)
{
    long number;
    if (!concerns(fd))
        return FINE;
    number = __atomic_add_fetch(&writes, 1, __ATOMIC_SEQ_CST);
    if (fault_at <= 0 || number < fault_at || is("sync"))
        return FINE;
    if (number == fault_at)
        return is("torn") ? DIE : is("short") || is("full") ? HALF : FAIL;
    if (is("full") || is("dead"))
        return FAIL;
    return FINE;
}

static int failed(void)
{
    errno = is("full") ? ENOSPC : EIO;
    return -1;
}

/* Half of a write, never nothing: a write of no bytes is no short write. */
static size_t half(size_t count)
{
    return count > 1 ? count / 2 : count;
}

static ssize_t whole_pwrite(int fd, const void *data, size_t count, off_t offset)
{
    static ssize_t (*real)(int, const void *, size_t, off_t);
    if (!real)
        real = (ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite64");
    return real(fd, data, count, offset);
}

static ssize_t whole_write(int fd, const void *data, size_t count)
{
    static ssize_t (*real)(int, const void *, size_t);
    if (!real)
        real = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    return real(fd, data, count);
}

ssize_t pwrite(int fd, const void *data, size_t count, off_t offset)
{
    switch (fate_of_write(fd)) {
    case FINE:
        return whole_pwrite(fd, data, count, offset);
    case HALF:
        return whole_pwrite(fd, data, half(count), offset);
    case DIE:
        whole_pwrite(fd, data, half(count), offset);
        kill(getpid(), SIGKILL);
        pause();
        /* Not reached. */
        return failed();
    default:
        return failed();
    }
}

ssize_t pwrite64(int fd, const void *data, size_t count, off64_t offset)
{
    return pwrite(fd, data, count, offset);
}

ssize_t write(int fd, const void *data, size_t count)
{
    switch (fate_of_write(fd)) {
    case FINE:
        return whole_write(fd, data, count);
    case HALF:
        return whole_write(fd, data, half(count));
    case DIE:
        whole_write(fd, data, half(count));
        kill(getpid(), SIGKILL);
        pause();
        /* Not reached. */
        return failed();
    default:
        return failed();
    }
}

/* Several buffers at once become one after the other, so that each can go wrong. */
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset)
{
    ssize_t sum = 0;
    for (int i = 0; i < count; i++) {
        ssize_t now = pwrite(fd, parts[i].iov_base, parts[i].iov_len, offset + sum);
        if (now < 0)
            return sum > 0 ? sum : now;
        sum += now;
        if ((size_t)now < parts[i].iov_len)
            break;
    }
    return sum;
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset)
{
    return pwritev(fd, parts, count, offset);
}

/* To make room, or to give it back, is a change of the file too; there is no half of it. */
static int fate_of_size(int fd)
{
    enum fate fate = fate_of_write(fd);
    if (fate == DIE) {
        kill(getpid(), SIGKILL);
        pause();
    }
    return fate == FAIL || (fate == HALF && is("full"));
}

int ftruncate(int fd, off_t length)
{
    static int (*real)(int, off_t);
    if (!real)
        real = (int (*)(int, off_t))dlsym(RTLD_NEXT, "ftruncate64");
    return fate_of_size(fd) ? failed() : real(fd, length);
}

int ftruncate64(int fd, off64_t length)
{
    return ftruncate(fd, length);
}

int fallocate(int fd, int mode, off_t offset, off_t length)
{
    static int (*real)(int, int, off_t, off_t);
    if (!real)
        real = (int (*)(int, int, off_t, off_t))dlsym(RTLD_NEXT, "fallocate64");
    return fate_of_size(fd) ? failed() : real(fd, mode, offset, length);
}

int fallocate64(int fd, int mode, off64_t offset, off64_t length)
{
    return fallocate(fd, mode, offset, length);
}

int posix_fallocate(int fd, off_t offset, off_t length)
{
    static int (*real)(int, off_t, off_t);
    if (!real)
        real = (int (*)(int, off_t, off_t))dlsym(RTLD_NEXT, "posix_fallocate64");
    return fate_of_size(fd) ? (is("full") ? ENOSPC : EIO) : real(fd, offset, length);
}

int posix_fallocate64(int fd, off64_t offset, off64_t length)
{
    return posix_fallocate(fd, offset, length);
}

static int fails_sync(int fd)
{
    long number;
    if (!concerns(fd))
        return 0;
    number = __atomic_add_fetch(&syncs, 1, __ATOMIC_SEQ_CST);
    return fault_at > 0 && ((is("sync") && number == fault_at)
        || (is("dead") && __atomic_load_n(&writes, __ATOMIC_SEQ_CST) >= fault_at));
}

int fsync(int fd)
{
    static int (*real)(int);
    if (!real)
        real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    if (fails_sync(fd)) {
        errno = EIO;
        return -1;
    }
    return real(fd);
}

int fdatasync(int fd)
{
    static int (*real)(int);
    if (!real)
        real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    if (fails_sync(fd)) {
        errno = EIO;
        return -1;
    }
    return real(fd);
}
