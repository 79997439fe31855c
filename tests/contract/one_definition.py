"""No two files define a class of one name in one namespace: the linker would take either for both, and nothing would say so."""
import collections, os, re, subprocess, sys
root = os.environ.get('FAZHI_SOURCE_DIR', '.')
found = collections.defaultdict(set)
for path in subprocess.run(['git', '-C', root, 'ls-files', 'services', 'tools'], capture_output=True, text=True, check=True).stdout.split('\n'):
    if not path.endswith(('.h', '.cc')) or path.endswith(('_test.cc', '_bench.cc')):
        continue
    text = open(os.path.join(root, path), encoding='utf-8').read()
    namespace = re.search(r'^namespace (fazhi[\w:]*) \{', text, re.M)
    # What stands in an unnamed namespace belongs to its file alone.
    text = re.sub(r'^namespace \{.*?^\}  // namespace$', '', text, flags=re.M | re.S)
    for match in re.finditer(r'^(?:class|struct|enum class) (\w+)(?:\s+final)?(?:\s*:(?!:)[^{;]*)?\s*\{', text, re.M):
        found[(namespace.group(1) if namespace else '', match.group(1))].add(path)
faults = [f'{ns}::{name} is defined in {" and ".join(sorted(paths))}' for (ns, name), paths in sorted(found.items()) if len(paths) > 1]
print('\n'.join(faults))
sys.exit(bool(faults))
