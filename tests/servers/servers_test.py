"""The servers that other tests use: they come up, come back at the same address with their data, and leave nothing behind."""
import os, pathlib, signal, subprocess, sys, tempfile, unittest

from kafka import Kafka
from postgres import Postgres
from server import ROOT, ServerError, wait_until

HERE = pathlib.Path(__file__).parent
BELOW = pathlib.Path(os.environ.get('FAZHI_BUILD_DIR', ROOT / 'build')) / 'servers'


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, timeout=120, **options)


class ServersTest(unittest.TestCase):
    def setUp(self):
        BELOW.mkdir(parents=True, exist_ok=True)
        self.temporary = tempfile.TemporaryDirectory(dir=BELOW)
        self.addCleanup(self.temporary.cleanup)
        self.folder = pathlib.Path(self.temporary.name)
        self.folder.chmod(0o755)


class KafkaTest(ServersTest):
    def test_comes_back_where_it_was_and_makes_no_topics(self):
        with Kafka(self.folder / 'kafka') as kafka:
            self.assertIn(f'at {kafka.brokers}', run('kcat', '-b', kafka.brokers, '-L').stdout)
            mistyped = run('kcat', '-b', kafka.brokers, '-P', '-t', 'fazhi.document', '-X', 'topic.metadata.propagation.max.ms=100', input='x')
            self.assertNotEqual(mistyped.returncode, 0)
            self.assertIn('0 topics', run('kcat', '-b', kafka.brokers, '-L').stdout)
            pid, brokers = kafka.pid(), kafka.brokers
            kafka.kill()
            self.assertIsNone(kafka.pid())
            # From another process, as tests in C++ do it.
            again = run(sys.executable, HERE / 'kafka.py', 'start', '--folder', kafka.folder)
            self.assertEqual((again.returncode, again.stderr), (0, ''))
            self.assertIn(brokers, again.stdout)
            self.assertNotEqual(kafka.pid(), pid)
            self.assertIn(f'at {brokers}', run('kcat', '-b', brokers, '-L').stdout)
        self.assertFalse(kafka.folder.exists())

    def test_says_why_it_cannot_start(self):
        kafka = Kafka(self.folder / 'kafka', settings={'num.io.threads': 'many'})
        with self.assertRaises(ServerError) as raised:
            kafka.start()
        self.assertIn('num.io.threads', str(raised.exception))
        kafka.wipe()


class PostgresTest(ServersTest):
    def query(self, postgres, statement):
        done = run('psql', '-At', postgres.url, '-c', statement)
        self.assertEqual(done.stderr, '')
        return done.stdout.strip()

    def test_keeps_what_was_committed_over_kill_and_restart(self):
        with Postgres(self.folder / 'postgres') as postgres:
            self.query(postgres, 'CREATE TABLE t (a int)')
            self.query(postgres, 'INSERT INTO t VALUES (1)')
            postgres.kill()
            postgres.start()
            self.query(postgres, 'INSERT INTO t VALUES (2)')
            postgres.restart()
            self.assertEqual(self.query(postgres, 'SELECT string_agg(a::text, \' \' ORDER BY a) FROM t'), '1 2')
            self.assertEqual(self.query(postgres, 'SHOW lc_collate'), 'C')
        self.assertFalse(postgres.folder.exists())
        self.assertFalse(postgres.data.exists())

    def test_a_command_has_it_and_its_exit_code_is_kept(self):
        done = run(sys.executable, HERE / 'with_servers.py', 'postgres', '--', 'sh', '-c',
                   'psql -At "$FAZHI_TEST_DATABASE" -c "SELECT 41 + 1"; exit 7')
        self.assertEqual((done.returncode, done.stdout), (7, '42\n'))

    def test_dies_with_whoever_has_started_it(self):
        runner = subprocess.Popen([sys.executable, HERE / 'with_servers.py', 'postgres', '--', 'sh', '-c', 'echo "$FAZHI_TEST_SERVERS"; sleep 100'],
                                  stdout=subprocess.PIPE, text=True, start_new_session=True)
        folder = pathlib.Path(runner.stdout.readline().strip())
        postgres = Postgres(folder / 'postgres')
        self.assertIsNotNone(postgres.pid())
        os.killpg(runner.pid, signal.SIGKILL)
        runner.communicate()
        wait_until('PostgreSQL to die', lambda: postgres.pid() is None, 10)
        postgres.wipe()
        folder.rmdir()


if __name__ == '__main__':
    unittest.main()
