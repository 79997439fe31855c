"""Our scorers print what those of FAZHI_SHARED/gold print: on the peers' readings, which are wrong in many ways, and on none."""
import glob, os, subprocess, sys, tempfile
import figures

gold = os.path.join(figures.shared, 'gold')
if not os.path.exists(os.path.join(gold, 'score')):
    print(f'no {gold}/score'); sys.exit(77)

def say(folder, name, *arguments):
    command = [sys.executable, os.path.join(folder, name), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, 'PYTHONDONTWRITEBYTECODE': '1'}).stdout

failed = False
def same(name, *arguments):
    global failed
    if say(figures.here, name, *arguments) != say(gold, name, *arguments):
        print(f'{name} {" ".join(arguments)}: differs'); failed = True

seeds = figures.seeds()
for readings in sorted(glob.glob(os.path.join(figures.shared, 'peers/*.jsonl'))) + seeds.gold:
    same('score', ','.join(seeds.gold), readings, '--errors', '9999')
with tempfile.NamedTemporaryFile(suffix='.jsonl') as empty:
    for readings in [empty.name, *seeds.documents]:
        same('score-documents', seeds.documents[0], readings, '--errors')
sys.exit(failed)
