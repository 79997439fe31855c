"""Every path named in ARCHITECTURE.md exists, and every folder of services/ and tests/ is named there."""
import os, re, subprocess, sys

root = os.environ.get('FAZHI_SOURCE_DIR', '.')
text = open(os.path.join(root, 'ARCHITECTURE.md'), encoding='utf-8').read()
faults = []

# Paths stand in backticks and hold a slash; placeholders (<stage>, {hash}, PATH, *) are none, nor is what the build makes.
for path in sorted(set(re.findall(r'`([\w.~/-]+/[\w.~/-]*)`', text))):
    if path.startswith(('build/', 'fazhi-out/', '../', '/', 'fazhi/v1/')):
        continue
    if not os.path.exists(os.path.join(root, path)):
        faults.append(f'ARCHITECTURE.md names {path}, which does not exist')

def folders(base):
    listed = subprocess.run(['git', '-C', root, 'ls-files', base], capture_output=True, text=True).stdout.split('\n')
    if not any(listed):  # no checkout of git: what lies there
        listed = [os.path.relpath(os.path.join(d, f), root) for d, _, fs in os.walk(os.path.join(root, base)) for f in fs]
    return {os.path.dirname(p) for p in listed if p} - {base}

for folder in sorted(folders('services') | {f for f in folders('tests') if f.count('/') == 1}):
    if f'`{folder}/' not in text:  # or a folder in it
        faults.append(f'ARCHITECTURE.md does not name {folder}/')

print('\n'.join(faults))
sys.exit(bool(faults))
