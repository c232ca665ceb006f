"""The numbers of every <r> outside <projected> of a vasprun.xml.gz, with ElementTree of Python.

Reads one path per line from standard input, answers "seconds count" for each.
"""
import gzip
import sys
import time
import xml.etree.ElementTree as ElementTree

print("python " + sys.version.split()[0], flush=True)
for path in sys.stdin:
    start = time.perf_counter()
    count = 0
    depth = 0
    with gzip.open(path.strip()) as file:
        for event, element in ElementTree.iterparse(file, ("start", "end")):
            if element.tag == "projected":
                depth += 1 if event == "start" else -1
            if event == "end":
                if element.tag == "r" and depth == 0:
                    count += len([float(word) for word in element.text.split()])
                elif element.tag in ("set", "calculation"):
                    element.clear()
    print(time.perf_counter() - start, count, flush=True)
