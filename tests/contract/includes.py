"""Checks what each folder of services/ includes against includes.json, so that core/ stays pure: no I/O, clock, thread, database
or network there. Prints a line for each include that is not allowed."""
import json, os, re, sys

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:<([^>]+)>|"([^"]+)")', re.M)

def faults_of(path, text, rules):
    folders = [f for f in rules['folders'] if path.startswith(f + '/')]
    if not folders:
        return [f'{path}: its folder has no entry in tests/contract/includes.json']
    folder = max(folders, key=len)
    allowed = [rules['everywhere'], rules['folders'][folder]]
    if '/testing/' in path or path.endswith(('_test.cc', '_bench.cc', 'testing.cc', 'testing.h', '_matchers.h')):
        allowed.append(rules['tests'])
    may = [s for a in allowed for s in a['system'] + a['own']] + [folder + '/']
    faults = []
    for match in INCLUDE.finditer(text):
        name = match.group(1) or match.group(2)
        # What ends in a slash, a hyphen or an underscore is a beginning; every other one is meant whole.
        if not any(name == m or (m[-1] in '/-_' and name.startswith(m)) for m in may):
            faults.append(f'{path}: {folder}/ may not include {name}')
    return faults

def main():
    root = os.environ.get('FAZHI_SOURCE_DIR', '.')
    rules = json.load(open(os.path.join(root, 'tests/contract/includes.json'), encoding='utf-8'))
    faults = []
    for base, _, files in os.walk(os.path.join(root, 'services')):
        for file in files:
            if file.endswith(('.h', '.cc')):
                path = os.path.relpath(os.path.join(base, file), root)
                faults += faults_of(path, open(os.path.join(root, path), encoding='utf-8').read(), rules)
    print('\n'.join(sorted(faults)))
    return bool(faults)

if __name__ == '__main__':
    sys.exit(main())
