"""Reads the reports of another genre in FAZHI_SHARED/corpus, in which an indicator is nearly always a false one, and fails on one that
corpus_links.jsonl does not give a reason for. `--missing` prints lines to judge and complete.

    corpus_links.py [--fazhi BINARY] [--missing]
"""
import argparse, glob, json, os, sys
import figures

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument('--fazhi', default=figures.built)
ap.add_argument('--missing', action='store_true')
a = ap.parse_args()
files = sorted(f for f in glob.glob(os.path.join(figures.shared, 'corpus/*')) if not f.endswith('.md'))
if not files:
    print(f'no {figures.shared}/corpus'); sys.exit(77)
key = lambda line: (line['doc'], line['text'], line['indicator'])
listed = {key(line): line for line in map(json.loads, open(os.path.join(figures.here, 'corpus_links.jsonl'), encoding='utf-8'))}
linked = [o for o in figures.read('extract', files, a.fazhi, '--explain') if o['indicator']]
unlisted = [o for o in linked if key(o) not in listed]
for o in unlisted:
    if a.missing:
        print(json.dumps({k: o[k] for k in ('doc', 'text', 'indicator', 'measure')} | {'reason': ''}, ensure_ascii=False))
    else:
        print(f"{o['doc']} {o['text']}: {o['measure']} is read as {o['indicator']} ({o['link_reason']}), and no line of corpus_links.jsonl says why")
unreasoned = [line for line in listed.values() if not line.get('reason')]
for line in unreasoned: print(f"{line['doc']} {line['text']} {line['indicator']}: no reason is given")
gone = listed.keys() - {key(o) for o in linked}
print(f'{len(linked)} linked, {len(unlisted)} of them unlisted; {len(gone)} listed ones not linked any more{": " if gone else ""}{", ".join(" ".join(g) for g in sorted(gone))}')
sys.exit(bool(unlisted or unreasoned) and not a.missing)
