"""Reads the samples (and with --set all the real reports of FAZHI_SHARED, ../shared) by the command-line tool, scores what comes
out against the gold, prints the figures, and fails when one lies below that recorded in floor.json or, of those two sets, below what
is asked. The other sets are reports by people who had not seen the rules (tests/readings).

    quality.py [--set samples|all|written|heldout|otherwords] [--fazhi BINARY] [--record]
"""
import argparse, json, os, sys
import figures

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
SETS = ('samples', 'all', 'written', 'heldout', 'otherwords')
ap.add_argument('--set', choices=SETS)
ap.add_argument('--fazhi', default=figures.built)
ap.add_argument('--record', action='store_true', help='write the figures reached into floor.json')
a = ap.parse_args()
floor_path = os.path.join(figures.here, 'floor.json')
floor = json.load(open(floor_path)) if os.path.exists(floor_path) else {}

def must_not_fall(f):
    out = {f'{k} F1': f[k]['f1'] for k in ('quantity', 'grounded', 'period', 'measure', 'indicator', 'scope', 'cell', 'relation')}
    out.update({k: round(f[k][''], 4) for k in ('metadata', 'body', 'roles')})
    out.update({f'{k} F1': f[k]['f1'] for k in ('sections', 'findings')})
    return out

failed = False
for name in [a.set] if a.set else SETS:
    known = name in ('samples', 'all')
    labelled = figures.samples() if known else figures.readings(name)
    if name == 'all':
        if not figures.seeds().files:
            print(f'no {figures.shared}/seeds: the real reports are not scored'); sys.exit(77)
        labelled = figures.together(labelled, figures.seeds())
    names = {os.path.basename(f) for f in labelled.files}
    stray = [d['file'] for d in figures.document_scorer.load(','.join(labelled.documents)).values() if d['file'] not in names]
    if stray and name != 'all':  # the gold of ../shared is of more documents than those in its seeds
        print(f'documents.jsonl of {name} names files that are not there: {", ".join(stray)}'); failed = True
    reading = figures.Reading(labelled, a.fazhi)
    print(f'== {name}\n{len(reading.docs)} documents\n{figures.table(reading)}')
    reached = must_not_fall(reading.figures)
    if a.record:
        floor[name] = reached
        continue
    below = [f'{k} is {reached.get(k, 0.0)}, below the recorded {v}' for k, v in floor.get(name, {}).items() if reached.get(k, 0.0) < v]
    below += [f'{figure} is {value:.4f}, below the asked {least}' for figure, value, least, _, _ in reading.asked() if known and value < least]
    print('\n'.join(below))
    failed |= bool(below)
    if name not in floor:
        print('no floor recorded for this set: python3 tests/quality/quality.py --record'); failed = True
if a.record:
    json.dump(floor, open(floor_path, 'w'), indent=1); open(floor_path, 'a').write('\n')
sys.exit(failed)
