"""The protos pass `buf lint` (STANDARD), and break nothing that the last release tag (v1.2.3) promised."""
import os, shutil, subprocess, sys

VERSION = '1.75.0'  # of npm's @bufbuild/buf
root = os.environ.get('FAZHI_SOURCE_DIR', '.')
home = os.path.join(os.environ.get('FAZHI_BUILD_DIR', os.path.join(root, 'build/default')), 'buf')
buf = os.path.join(home, VERSION, 'node_modules/.bin/buf')

if not os.path.exists(buf):
    if not shutil.which('npm'):
        print('no npm here: tools/setup --test installs it'); sys.exit(77)
    os.makedirs(os.path.join(home, VERSION), exist_ok=True)
    install = subprocess.run(['npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', os.path.join(home, VERSION),
                              f'@bufbuild/buf@{VERSION}'], capture_output=True, text=True)
    if install.returncode != 0 or not os.path.exists(buf):
        print('npm could not install buf:', install.stderr[-2000:]); sys.exit(1)

def run(*arguments):
    return subprocess.run([buf, *arguments], cwd=root).returncode

failed = run('lint', 'protos')
listed = subprocess.run(['git', '-c', 'safe.directory=*', '-C', root, 'tag', '--list', 'v[0-9]*', '--sort=-v:refname', '--merged'],
                        capture_output=True, text=True)
if listed.returncode != 0:
    print('git cannot say which releases there are:', listed.stderr); sys.exit(1)
tags = listed.stdout.split()
if tags:
    print('breaking changes since', tags[0], flush=True)
    failed |= run('breaking', 'protos', '--against', f'{os.path.join(root, ".git")}#tag={tags[0]},subdir=protos')
else:
    print('no release tag yet: nothing that could be broken')
sys.exit(bool(failed))
