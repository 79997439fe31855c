"""Writes OUT.h and OUT.cc that hold files as string literals: embed_data.py OUT NAMESPACE FILE…"""
import os
import sys

out, namespace, files = sys.argv[1], sys.argv[2], sys.argv[3:]
os.makedirs(os.path.dirname(out), exist_ok=True)
base = os.path.basename(out)
with open(out + '.h', 'w') as f:
    f.write(f'#pragma once\n#include "absl/strings/string_view.h"\n\nnamespace {namespace} {{\n'
            'absl::string_view Data(absl::string_view file_name);\n}\n')
with open(out + '.cc', 'w') as f:
    f.write(f'#include "{base}.h"\n\nnamespace {namespace} {{\nnamespace {{\n')
    for i, path in enumerate(files):
        data = open(path, 'rb').read()
        f.write(f'constexpr char kFile{i}[] =\n')
        for at in range(0, len(data), 64):
            f.write('"' + ''.join(f'\\{b:03o}' for b in data[at:at + 64]) + '"\n')
        f.write('"";\n')
    f.write('}\nabsl::string_view Data(absl::string_view file_name) {\n')
    for i, path in enumerate(files):
        f.write(f'  if (file_name == "{os.path.basename(path)}") return absl::string_view(kFile{i}, sizeof(kFile{i}) - 1);\n')
    f.write('  return {};\n}\n}\n')
