using System.Text;
using Similarity.Cli.CommandLine;

// JSON documents are UTF-8 without a byte-order mark, whatever the console's code page.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await SimilarityProgram.RunAsync(args, Console.Out, Console.Error);
