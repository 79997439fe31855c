"""clang-tidy with the checks of .clang-tidy finds nothing in our C++ (tests and fuzz targets aside, which have their own ways).
A file whose own text, headers of ours and checks are as when it was last found clean is not looked at again."""
import concurrent.futures, hashlib, json, os, re, shutil, subprocess, sys

if not shutil.which('clang-tidy'):
    print('no clang-tidy here: tools/setup --test installs it'); sys.exit(77)
root = os.path.realpath(os.environ.get('FAZHI_SOURCE_DIR', '.'))
build = os.environ.get('FAZHI_BUILD_DIR', os.path.join(root, 'build/default'))
clean = os.path.join(build, 'tidy-clean')
os.makedirs(clean, exist_ok=True)

def read(path):
    try:
        return open(path, 'rb').read()
    except OSError:
        return b''

checks = read(os.path.join(root, '.clang-tidy')) + subprocess.run(['clang-tidy', '--version'], capture_output=True).stdout

def key(path, seen):  # of the file and all of our headers that it reaches
    if path in seen:
        return
    text = read(os.path.join(root, path))
    seen[path] = hashlib.sha256(text).hexdigest()
    for name in re.findall(rb'#include "([^"]+)"', text):
        if os.path.exists(os.path.join(root, name.decode())):
            key(name.decode(), seen)
        elif name.startswith(b'fazhi/v1/'):
            proto = 'protos/' + name.decode().replace('.pb.h', '.proto')
            seen[proto] = hashlib.sha256(read(os.path.join(root, proto))).hexdigest()

entries = json.load(open(os.path.join(build, 'compile_commands.json')))
files = sorted({os.path.relpath(os.path.realpath(e['file']), root) for e in entries})
files = [f for f in files if f.startswith(('services/', 'tools/')) and not f.endswith('_test.cc')]

def tidy(file):
    seen = {}
    key(file, seen)
    stamp = os.path.join(clean, hashlib.sha256(checks + json.dumps(sorted(seen.items())).encode()).hexdigest())
    if os.path.exists(stamp):
        return ''
    run = subprocess.run(['clang-tidy', '-p', build, '--quiet', os.path.join(root, file)], capture_output=True, text=True)
    if run.returncode == 0:
        open(stamp, 'w').close()
        return ''
    return run.stdout + '\n'.join(l for l in run.stderr.split('\n') if 'error' in l)

with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    found = [out for out in pool.map(tidy, files) if out]
print('\n'.join(found))
print(f'{len(files)} files, {len(found)} with findings')
sys.exit(bool(found))
