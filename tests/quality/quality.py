"""Reads the samples (and with --set all the real reports of FAZHI_SHARED, ../shared) by the command-line tool, scores what comes
out against the gold, prints both scores, and fails when a figure lies below the one recorded in floor.json.

    quality.py [--set samples|all] [--fazhi BINARY] [--record]
"""
import argparse, glob, json, os, subprocess, sys, tempfile

here = os.path.dirname(os.path.abspath(__file__))
root = os.environ.get('FAZHI_SOURCE_DIR') or os.path.dirname(os.path.dirname(here))
shared = os.environ.get('FAZHI_SHARED') or os.path.join(root, '../shared')
ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument('--set', choices=('samples', 'all'))
ap.add_argument('--fazhi', default=os.path.join(root, 'build/default/tools/cli/fazhi'))
ap.add_argument('--record', action='store_true', help='write the figures reached into floor.json')
a = ap.parse_args()
floor_path = os.path.join(here, 'floor.json')
floor = json.load(open(floor_path)) if os.path.exists(floor_path) else {}

def figures(observations, documents):  # the figures that must not fall
    out = {f'{k} F1': v['f1'] for k, v in observations.items()}
    out.update({k: documents[k] for k in ('metadata', 'body', 'roles')})
    out.update({f'{k} F1': documents[k]['f1'] for k in ('sections', 'findings')})
    return out

def measure(name):
    samples = os.path.join(root, 'tests/samples')
    files = sorted(glob.glob(os.path.join(samples, '*.txt')) + glob.glob(os.path.join(samples, '*.html')))
    gold = [os.path.join(samples, 'gold.jsonl')]
    gold_documents = [os.path.join(samples, 'documents.jsonl')]
    if name == 'all':
        seeds = sorted(glob.glob(os.path.join(shared, 'seeds/*')))
        if not seeds:
            print(f'no {shared}/seeds: the real reports are not scored'); sys.exit(77)
        files += seeds
        gold += [os.path.join(shared, 'gold', os.path.splitext(os.path.basename(s))[0] + '.jsonl') for s in seeds]
        gold_documents.append(os.path.join(shared, 'gold/documents.jsonl'))
    with tempfile.TemporaryDirectory() as folder:
        def scored(command, scorer, gold_files):
            out = os.path.join(folder, command)
            with open(out, 'w') as f:
                subprocess.run([a.fazhi, command, *files, '--format=jsonl'], stdout=f, check=True)
            run = lambda *more: subprocess.run([sys.executable, os.path.join(here, scorer), ','.join(gold_files), out, *more],
                                               capture_output=True, text=True, check=True).stdout
            print(run(), flush=True)
            return json.loads(run('--json'))
        return figures(scored('extract', 'score', gold), scored('inspect', 'score-documents', gold_documents))

failed = False
for name in [a.set] if a.set else ['samples', 'all']:
    print(f'== {name}')
    reached = measure(name)
    if a.record:
        floor[name] = reached
        continue
    below = {k: (v, reached.get(k, 0.0)) for k, v in floor.get(name, {}).items() if reached.get(k, 0.0) < v}
    for key, (was, now) in below.items():
        print(f'{key} is {now}, below the recorded {was}')
    failed |= bool(below)
    if name not in floor:
        print('no floor recorded for this set: python3 tests/quality/quality.py --record'); failed = True
if a.record:
    json.dump(floor, open(floor_path, 'w'), indent=1); open(floor_path, 'a').write('\n')
sys.exit(failed)
