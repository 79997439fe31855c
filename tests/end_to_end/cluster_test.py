"""tools/cluster as a person uses it: up, demo, one part killed and brought back, down."""
import os, pathlib, re, signal, subprocess, sys, tempfile, unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ['FAZHI_BUILD_DIR'])


class ClusterTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(dir=BUILD)
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name) / 'cluster'
        self.folder.parent.chmod(0o755)
        self.addCleanup(self.cluster, 'down', '--wipe')

    def cluster(self, *arguments):
        return subprocess.run([sys.executable, ROOT / 'tools' / 'cluster', '--folder', self.folder, '--binaries', BUILD, *arguments],
                              capture_output=True, text=True, timeout=400)

    def must(self, *arguments):
        done = self.cluster(*arguments)
        if done.returncode:
            self.fail(f'{arguments}: {done.stdout}{done.stderr}{self.cluster("status").stdout}{self.cluster("logs").stdout}')
        return done.stdout

    def test_up_demo_down(self):
        early = self.cluster('demo')
        self.assertEqual(early.returncode, 1)
        self.assertIn('run: tools/cluster up', early.stderr)

        self.assertIn('All are serving.', self.must('up', '--no-build'))
        shown = self.must('demo')
        for part in ('Reports\n', 'Indicators by region and year\n', 'Findings', '沙泉县', 'Equal to a local run of the same 7 documents'):
            self.assertIn(part, shown)

        status = self.must('status')
        pids = dict(re.findall(r'(?m)^(\S+) +(\d+) ', status))
        self.assertEqual(len(pids), 9, status)
        os.kill(int(pids['extraction-2']), signal.SIGKILL)
        os.kill(int(pids['aggregation-1']), signal.SIGKILL)
        self.assertEqual(self.cluster('status').returncode, 1)
        self.must('up', '--no-build')
        after = dict(re.findall(r'(?m)^(\S+) +(\d+) ', self.must('status')))
        self.assertEqual({name for name in pids if pids[name] != after[name]}, {'extraction-2', 'aggregation-1'})
        self.assertIn('Equal to a local run', self.must('demo'))

        brokers = re.search(r'Kafka +(\S+)', self.must('up', '--no-build'))[1]
        subprocess.run(['kcat', '-b', brokers, '-P', '-t', 'fazhi.documents', '-k', 'https://example.com/mine.txt', ROOT / 'README.md'], check=True)
        self.assertIn('Not compared with a local run: the database holds 1 other documents.', self.must('demo'))

        self.must('down')
        self.assertEqual(re.findall(r'(?m)^\S+ +\d+ ', self.cluster('status').stdout), [])
        self.assertIn('/ingestion/ingestion.log', self.must('logs'))
        self.must('down', '--wipe')
        self.assertFalse(self.folder.exists())


if __name__ == '__main__':
    unittest.main()
