"""`fazhi publish` against Apache Kafka: what is published can be read, each once, and what is not is named with its remedy."""
import os, pathlib, subprocess, tempfile, unittest

BROKERS = os.environ['FAZHI_TEST_BROKERS']
PROTOS = pathlib.Path(__file__).resolve().parents[2] / 'protos'
SAMPLES = pathlib.Path(__file__).resolve().parents[1] / 'samples'
NOBODY = '127.0.0.1:1'


def fazhi(*arguments):
    return subprocess.run([os.environ['FAZHI_BINARY'], *map(str, arguments)], capture_output=True, text=True, timeout=120)


def keys():
    read = subprocess.run(['kcat', '-b', BROKERS, '-C', '-t', 'fazhi.documents', '-o', 'beginning', '-e', '-f', '%k\n'], capture_output=True, text=True,
                          timeout=60)
    return sorted(read.stdout.splitlines())


class PublishTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.without_topics = [fazhi(*command, '--brokers', BROKERS) for command in (['publish', SAMPLES], ['replay', '--dry-run'])]
        assert fazhi('topics', 'apply', '--brokers', BROKERS, '--replication-factor', 1).returncode == 0
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)

    def test_0_topics_that_are_missing(self):
        for done, topic in zip(self.without_topics, ('fazhi.documents', 'fazhi.dead-letters')):
            self.assertEqual(done.returncode, 1)
            self.assertRegex(done.stderr, f'fazhi: MISSING_TOPIC: .* no topic {topic}, .*run: fazhi topics apply')

    def test_1_publishes_each_once(self):
        reports = [file for file in sorted(SAMPLES.iterdir()) if file.suffix in ('.txt', '.html')]
        done = fazhi('publish', *reports, '--brokers', BROKERS)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout, f'{len(reports)} documents published on fazhi.documents, 0 failed\n')
        self.assertEqual(keys(), sorted(f'file:{file.name}' for file in reports))

    def test_2_names_what_it_cannot_publish(self):
        before = keys()
        large = self.folder / 'large.txt'
        large.write_bytes(b'a' * ((4 << 20) + 1))
        (self.folder / 'small.txt').write_text('沙泉县2024年法治政府建设年度报告')
        done = fazhi('publish', self.folder, '--brokers', BROKERS)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout, '1 documents published on fazhi.documents, 1 failed\n')
        self.assertRegex(done.stderr, r'large\.txt.*TOO_LARGE.*publish a reference')
        self.assertEqual(keys(), sorted([*before, 'file:small.txt']))

    def test_3_a_dead_letter_is_one_line(self):
        letter = subprocess.run(['protoc', '-I', PROTOS, '--encode', 'fazhi.v1.DeadLetter', PROTOS / 'fazhi/v1/dead_letter.proto'], input=rb'''
            source { topic: "fazhi.documents" partition: 1 offset: 7 } stage: "ingestion" url: "https://a.example/\t1"
            status { code: 3 message: "`1\n2` is no time" } failed_at { seconds: 1711620000 }''', capture_output=True, check=True).stdout
        (self.folder / 'letter').write_bytes(letter)
        subprocess.run(['kcat', '-b', BROKERS, '-P', '-t', 'fazhi.dead-letters', '-H', 'ce_type=fazhi.v1.DeadLetter', self.folder / 'letter'], check=True)
        listed = fazhi('replay', '--dry-run', '--brokers', BROKERS)
        self.assertIn('fazhi.documents/1/7  2024-03-28T10:00:00+00:00  ingestion    https://a.example/ 1  `1 2` is no time\n', listed.stdout)

    def test_4_a_broker_that_is_away(self):
        for command in (['publish', self.folder / 'small.txt'], ['replay']):
            done = fazhi(*command, '--brokers', NOBODY)
            self.assertEqual((done.returncode, done.stdout), (1, ''))
            self.assertRegex(done.stderr, f'^fazhi: BROKER_UNREACHABLE: no answer from Kafka at {NOBODY} within 15s.*\n$')


if __name__ == '__main__':
    unittest.main()
