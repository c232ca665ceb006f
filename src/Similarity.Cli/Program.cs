using System.CommandLine;

var root = new RootCommand("An electronic-structure descriptor and similarity engine.");
return root.Parse(args).Invoke();
