"""What the end-to-end tests share: the tool, a folder of its own for each test, and reports to read."""
import glob, json, os, sqlite3, subprocess, tempfile, unittest

ROOT = os.environ.get('FAZHI_SOURCE_DIR') or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FAZHI = os.environ.get('FAZHI_BINARY') or os.path.join(ROOT, 'build/default/tools/cli/fazhi')
SAMPLES = sorted(glob.glob(os.path.join(ROOT, 'tests/samples/*.txt')) + glob.glob(os.path.join(ROOT, 'tests/samples/*.html')))

def small_report(i):
    """A short yearly report of a county of its own; every one different."""
    return (f'青禾县第{i}镇2024年度法治政府建设情况报告\n\n'
            f'一、主要举措和成效\n2024年,全镇共受理法律援助案件{i + 3}件,其中刑事案件{i % 3}件。调解矛盾纠纷{2 * i + 5}件,调解率98.5%。\n'
            f'二、存在的不足和原因\n执法力量不足。\n三、下一步工作安排\n开展培训不少于{i % 7 + 2}次。\n')

class ToolTest(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        self.folder = self._folder.name
        self.out = os.path.join(self.folder, 'out')

    def path(self, name):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    def write(self, name, content):
        path = self.path(name)
        with open(path, 'wb') as f:
            f.write(content if isinstance(content, bytes) else content.encode())
        return path

    def run_tool(self, *arguments, expect=0, env=None, timeout=300, stdout=subprocess.PIPE):
        run = subprocess.run([FAZHI, *arguments], stdout=stdout, stderr=subprocess.PIPE, text=True, cwd=self.folder, timeout=timeout,
                             env={**os.environ, **(env or {})})
        if expect is not None:
            self.assertEqual(run.returncode, expect, f'{arguments}\n{(run.stdout or "")[-2000:]}\n{run.stderr[-2000:]}')
        return run

    def run_as_another(self, *arguments, expect=0):
        """The tool as a user who may read what is open to all in the test's folder, and write nothing there."""
        for folder, _, _ in os.walk(self.folder):
            os.chmod(folder, 0o555)
            self.addCleanup(os.chmod, folder, 0o755)
        another = {'user': 65534, 'group': 65534, 'extra_groups': []} if os.geteuid() == 0 else {}
        try:
            run = subprocess.run([FAZHI, *arguments], capture_output=True, text=True, cwd=self.folder, timeout=300, **another)
        except PermissionError:
            self.skipTest('another user may not start ' + FAZHI)
        self.assertEqual(run.returncode, expect, f'{arguments}\n{run.stdout[-2000:]}\n{run.stderr[-2000:]}')
        return run

    def run_into(self, out, *paths, **more):
        return self.run_tool('run', *paths, '--out', out, '--no-export', **more)

    def canonical(self, out):
        return self.run_tool('export', '--canonical', '--database', os.path.join(out, 'fazhi.db')).stdout

    def rows(self, *arguments):
        out = self.run_tool(*arguments, '--format=jsonl').stdout
        return [json.loads(line) for line in out.split('\n') if line]

    def reports(self, out):
        return self.rows('query', 'reports', '--limit', '0', '--database', os.path.join(out, 'fazhi.db'))

    def assert_sound(self, out):
        """The database is whole, as SQLite itself sees it."""
        database = sqlite3.connect(os.path.join(out, 'fazhi.db'))
        self.assertEqual(database.execute('PRAGMA integrity_check').fetchone()[0], 'ok')
        self.assertEqual(database.execute('PRAGMA foreign_key_check').fetchall(), [])
        database.close()
