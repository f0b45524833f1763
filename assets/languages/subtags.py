#!/usr/bin/env python3
"""Writes `subtags.txt`, what parts a language tag may have (BCP 47), the same bytes every time.

    apt-get install iso-codes
    assets/languages/subtags.py language-subtag-registry /usr/share/iso-codes/json/iso_639-2.json

The first file is the registry of IANA, https://www.iana.org/assignments/language-subtag-registry; npm has it inside of vnu-jar.
The second says which languages have a code of two letters beside one of three, which tags are not to use then. A line of the
output is a kind with its subtags: `extlangs` and `variants` with the tags after which they may stand, `scripts-understood` with the script that
a language is in where no tag says so, `same` with the tag that is to be written in the place of another.
"""

import json
import sys
from itertools import product
from pathlib import Path
from string import ascii_lowercase


def records(text: str) -> list[dict[str, list[str]]]:
    """The records of the registry, each name with its values."""
    found = []
    for part in text.split("%%\n"):
        record: dict[str, list[str]] = {}
        for line in part.splitlines():
            name, colon, value = line.partition(": ")
            if colon and not line.startswith(" "):
                record.setdefault(name, []).append(value)
        found.append(record)
    return found


def spread(subtag: str) -> list[str]:
    """The subtags of a range such as `qaa..qtz`."""
    first, _, last = subtag.partition("..")
    if not last:
        return [first]
    every = ("".join(letters) for letters in product(ascii_lowercase, repeat=len(first)))
    return [one for one in every if first.lower() <= one <= last.lower()]


def main() -> None:
    registry = records(Path(sys.argv[1]).read_text(encoding="utf-8"))
    names = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))["639-2"]

    def of(kind: str) -> list[dict[str, list[str]]]:
        return [record for record in registry if record.get("Type") == [kind]]

    def current(kind: str) -> list[str]:
        kept = [record for record in of(kind) if not ("Deprecated" in record and "Preferred-Value" in record)]
        return sorted(one.lower() for record in kept for one in spread(record["Subtag"][0]))

    same = {}
    for kind in ("language", "region", "grandfathered", "redundant"):
        for record in of(kind):
            if "Preferred-Value" in record:
                same[(record.get("Subtag") or record["Tag"])[0].lower()] = record["Preferred-Value"][0]
    for name in names:
        for long in (name["alpha_3"], name.get("bibliographic")):
            if long and "alpha_2" in name:
                same[long] = name["alpha_2"]

    def after(kind: str) -> list[str]:
        """The subtags of a kind, each with the tags after which it may stand."""
        kept = [record for record in of(kind) if not ("Deprecated" in record and record.get("Preferred-Value") != record["Subtag"])]
        return [record["Subtag"][0] + "".join(f"={prefix.lower()}" for prefix in record.get("Prefix", [])) for record in kept]

    def ordered(entries: list[str]) -> list[str]:
        return sorted(entries, key=lambda entry: entry.split("="))

    understood = [f"{record['Subtag'][0]}={record['Suppress-Script'][0].lower()}" for record in of("language") if "Suppress-Script" in record]
    lines = {
        "languages": current("language"),
        "scripts": current("script"),
        "regions": current("region"),
        "extlangs": ordered(after("extlang")),
        "variants": ordered(after("variant")),
        "scripts-understood": ordered(understood),
        "same": ordered([f"{old}={new}" for old, new in same.items()]),
    }
    text = f"registry {registry[0]['File-Date'][0]}\n" + "".join(f"{kind} {' '.join(words)}\n" for kind, words in lines.items())
    Path(__file__).with_name("subtags.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
