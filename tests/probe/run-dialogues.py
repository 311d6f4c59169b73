#!/usr/bin/env python3
"""Plays every dialogue against the collector and compares what it saw.

usage: run-dialogues.py ASK FOLDER [NAME…]       TAP; with names only these dialogues
"""

import asyncio
import pathlib
import re
import sys
import tempfile

import fakeserver
import keys

AT_ONCE = 8
SLACK_S = 3.0  # a loaded machine; the deadline itself is held against the records
LATE_US = 400 * 1000


class Dialogue:
    def __init__(self, path):
        self.name = path.stem
        self.options, self.script, self.shape = [], [], []
        self.address, self.outcome = "127.0.0.1", None
        for number, line in enumerate(path.read_text().splitlines(), 1):
            word, _, rest = line.partition(" ")
            if not line or word == "#":
                continue
            if word == "option":
                self.options += rest.split()
            elif word == "listen":
                self.address = rest
            elif word == "=":
                self.shape.append(rest)
            elif word == "outcome":
                self.outcome = rest
            elif word in fakeserver.STEPS:
                self.script.append((word, rest))
            else:
                sys.exit(f"{path}:{number}: what is {word}?")
        if not self.shape or self.outcome is None:
            sys.exit(f"{path}: no shape or no outcome")

    def timeout_ms(self):
        return int(self.options[self.options.index("--timeout") + 1]) if "--timeout" in self.options else 5000


FIELD = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')
LONGEST = 60


def shape_of(transcript):
    """One line per record, without what differs from run to run."""
    lines, received = [], None
    for line in transcript.splitlines():
        if line.startswith(("==", "transcript", "outcome ")):
            continue
        _, kind, *flags = line.split(" ")[:4]
        fields = dict(FIELD.findall(line))
        tls = " tls" if "tls" in flags[:1] else ""
        sent = " sent" if "sent" in flags[:2] else ""
        if kind == "received":
            if received and received[0] == tls:
                received[1] += fields["bytes"]
                continue
            received = [tls, fields["bytes"]]
            lines.append(received)
            continue
        received = None
        if kind == "sent":
            lines.append(f"sent{tls} {fields['bytes'].split(' ')[0].removesuffix(chr(92) + 'r' + chr(92) + 'n')}")
        elif kind in ("tls", "hello"):
            text = re.sub(r" (cipher|group)=\S+", "", fields["text"])
            lines.append(f"{kind} {text}")
        elif kind in ("connected", "certificate", "staple"):
            lines.append(kind)
        else:
            lines.append(f"{kind}{tls}{sent} {fields.get('text', '')}".rstrip())
    return [one if isinstance(one, str) else received_line(*one) for one in lines]


def received_line(tls, text):
    return f"received{tls} {text if len(text) <= LONGEST else text[:LONGEST] + '…'}"


def last_at_us(transcript):
    times = [int(line.split(" ")[0]) for line in transcript.splitlines() if line[:1].isdigit()]
    return times[-1] if times else 0


async def ask(program, arguments, seconds):
    process = await asyncio.create_subprocess_exec(
        program, *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        out, err = await asyncio.wait_for(process.communicate(), seconds)
    except asyncio.TimeoutError:
        process.kill()
        return "", "it hangs", -1
    return out.decode(), err.decode(), process.returncode


def outcome_in(transcript):
    found = re.findall(r"^outcome (.*)$", transcript, re.M)
    return found[0] if len(found) == 1 else None


async def play(program, dialogue, folder):
    """What is wrong; empty if nothing is."""
    server = fakeserver.Server(dialogue.script, folder)
    port = await server.open(dialogue.address)
    options = [str(folder / one) if one.endswith(".pem") else one for one in dialogue.options]
    out, err, code = await ask(
        program,
        ["--host", "mail.contoso.example", *options, dialogue.address, str(port)],
        dialogue.timeout_ms() / 1000 + 2 * SLACK_S,
    )
    await server.close()
    wrong = []
    if code != 0:
        wrong.append(f"ended with {code}: {err.strip()}")
    if server.trouble:
        wrong.append(f"the server: {server.trouble}")
    shape = shape_of(out)
    if shape != dialogue.shape:
        wrong += ["expected:"] + ["  " + one for one in dialogue.shape] + ["seen:"] + ["  " + one for one in shape]
    if last_at_us(out) > dialogue.timeout_ms() * 1000 + LATE_US:
        wrong.append(f"the last record is late: {last_at_us(out)} us")
    if outcome_in(out) != dialogue.outcome:
        wrong.append(f"outcome: expected {dialogue.outcome}, seen {outcome_in(out)}")
    return wrong


async def play_all(program, dialogues, folder):
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(dialogue):
        async with gate:
            return await play(program, dialogue, folder)

    return await asyncio.gather(*(one(dialogue) for dialogue in dialogues))


def main():
    program, folder, names = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
    dialogues = [Dialogue(path) for path in sorted(folder.glob("*.dialogue"))]
    dialogues = [one for one in dialogues if not names or one.name in names]
    if not dialogues:
        sys.exit(f"{folder}: no dialogue")
    print(f"1..{len(dialogues)}")
    with tempfile.TemporaryDirectory() as made:
        keys.make_all(pathlib.Path(made))
        results = asyncio.run(play_all(program, dialogues, pathlib.Path(made)))
    for number, (dialogue, wrong) in enumerate(zip(dialogues, results), 1):
        print(f"{'not ok' if wrong else 'ok'} {number} - {dialogue.name}")
        for line in wrong:
            print(f"# {line}")
    sys.exit(1 if any(results) else 0)


if __name__ == "__main__":
    main()
