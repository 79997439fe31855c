"""clang-format (of Debian 12) finds nothing to change in our C++."""
import os, shutil, subprocess, sys
if not shutil.which('clang-format'):
    print('no clang-format here: tools/setup --test installs it'); sys.exit(77)
root = os.environ.get('FAZHI_SOURCE_DIR', '.')
files = subprocess.run(['git', '-C', root, 'ls-files', '*.cc', '*.h'], capture_output=True, text=True, check=True).stdout.split()
run = subprocess.run(['clang-format', '--dry-run', '--Werror', *files], cwd=root, capture_output=True, text=True)
print('\n'.join(line for line in run.stderr.split('\n') if 'error' in line))
sys.exit(run.returncode)
