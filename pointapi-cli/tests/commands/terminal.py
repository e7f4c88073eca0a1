"""Runs a program in a pseudo-terminal of 100 columns, types at prompts, and prints the screen as a person sees it.

    terminal.py [--raw] [EXPECTED TYPED]... -- PROGRAM [ARGUMENT]...

Types each TYPED once its EXPECTED has appeared. `--raw` prints the bytes as they are. Exits as the program does.
"""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios

SEQUENCE = re.compile(r"\x1b\[([0-9;?]*)([A-Za-z])")


def screen(text):
    """Applies line breaks, carriage returns, and the sequences that move the cursor or clear."""
    lines, row, column, at = [""], 0, 0, 0
    while at < len(text):
        match = SEQUENCE.match(text, at)
        if match:
            count, letter = int(match[1] or 1) if match[1].isdigit() or not match[1] else 1, match[2]
            if letter == "A":
                row = max(row - count, 0)
            elif letter == "B":
                row += count
            elif letter == "K":
                lines[row] = "" if match[1] == "2" else lines[row][:column]
            elif letter == "J":
                lines[row] = lines[row][:column]
                del lines[row + 1 :]
            at = match.end()
        elif text[at] == "\r":
            column, at = 0, at + 1
        elif text[at] == "\n":
            row, at = row + 1, at + 1
        else:
            line = lines[row].ljust(column)
            lines[row] = line[:column] + text[at] + line[column + 1 :]
            column, at = column + 1, at + 1
        while row >= len(lines):
            lines.append("")
    return "\n".join(line.rstrip() for line in lines)


def main():
    arguments = sys.argv[1:]
    is_raw = arguments[:1] == ["--raw"]
    arguments = arguments[is_raw:]
    end = arguments.index("--")
    steps = list(zip(arguments[:end:2], arguments[1:end:2]))
    program = arguments[end + 1 :]
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
        os.execv(program[0], program)
    output, seen = b"", 0
    while True:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            break
        if not chunk:
            break
        output += chunk
        while steps and steps[0][0].encode() in output[seen:]:
            expected, typed = steps.pop(0)
            while "hidden" in expected and termios.tcgetattr(terminal)[3] & termios.ECHO:
                # The prompt comes before the program has switched the echo off.
                select.select([], [], [], 0.005)
            seen = output.index(expected.encode(), seen) + len(expected.encode())
            os.write(terminal, typed.encode())
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if is_raw:
        sys.stdout.buffer.write(output)
    else:
        sys.stdout.write(screen(output.decode(errors="replace")))
    sys.exit(code if code >= 0 else 128 - code)


main()
