"""How long a reviewer waits for the comparison of two long texts.

    .venv/bin/python -m bench.comparison

prints the median of five, in processor time, for each pair of texts, and exits with 1 when one
takes longer than LONGEST.
"""

import random
import sys
import time
from statistics import median

from symptoms.text import diff
from symptoms.text.content import ArticleContent
from symptoms.text.parts import names_of

LONGEST = 0.3
WORDS = 10_000
PARAGRAPH = 80


def texts():
    """Pairs of bodies, by name."""
    choose = random.Random(1)  # noqa: S311
    vocabulary = [f"word{number}" for number in range(700)]
    words = choose.choices(vocabulary, k=WORDS)
    edited = list(words)
    for place in choose.sample(range(WORDS), 20):
        edited[place] = "changed"
    every_second = [word if n % 2 else choose.choice(vocabulary) for n, word in enumerate(words)]
    paragraphs = ["<p>Rest before you feel tired.</p>"] * (WORDS // 5)
    return {
        "20 words changed": (_body(words), _body(edited)),
        "20 words changed, one paragraph": (_one(words), _one(edited)),
        "every second word changed, one paragraph": (_one(words), _one(every_second)),
        "one word, repeated": (_one(["rest"] * WORDS), _one(["rest"] * (WORDS - 9))),
        "another order": (_one(words), _one(sorted(words))),
        "one paragraph, repeated": ("".join(paragraphs), "<p>First.</p>".join(paragraphs[::2])),
        "nothing before": ("", _body(words)),
    }


def _one(words):
    return f"<p>{' '.join(words)}</p>"


def _body(words):
    return "".join(_one(words[n : n + PARAGRAPH]) for n in range(0, len(words), PARAGRAPH))


def seconds(before, after):
    blank = dict.fromkeys(names_of(ArticleContent), "") | {"tips": ()}
    one, other = (ArticleContent(**(blank | {"body": html})) for html in (before, after))
    started = time.process_time()
    diff.changes(one, other)
    return time.process_time() - started


def main():
    slow = []
    for name, (before, after) in texts().items():
        taken = median(seconds(before, after) for _ in range(5))
        print(f"{name}: {taken * 1000:.0f} ms")
        if taken > LONGEST:
            slow.append(name)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
