"""`fazhi topics` against Apache Kafka: it makes what is missing, mends what differs, takes nothing away, and says so."""
import os, subprocess, tempfile, unittest

BROKERS = os.environ['FAZHI_TEST_BROKERS']
ONE_NODE = ('--replication-factor', '1')


def topics(action, *arguments, brokers=BROKERS):
    return subprocess.run([os.environ['FAZHI_BINARY'], 'topics', action, *(('--brokers', brokers) if brokers else ()), *arguments],
                          capture_output=True, text=True, timeout=120)


class TopicsTest(unittest.TestCase):
    def file(self, text):
        file = tempfile.NamedTemporaryFile('w', suffix='.yaml')
        self.addCleanup(file.close)
        file.write(text)
        file.flush()
        return file.name

    def test_1_makes_them_as_the_file_says(self):
        before = topics('check', *ONE_NODE)
        self.assertEqual(before.returncode, 1)
        self.assertEqual(before.stdout.count('not there'), 5)
        made = topics('apply', *ONE_NODE)
        self.assertEqual((made.returncode, made.stderr), (0, ''))
        self.assertIn('fazhi.documents: made with 12 partitions, 1 replicas\n', made.stdout)
        for action in ('check', 'apply'):
            self.assertEqual(topics(action, *ONE_NODE).stdout, '5 topics are as they should be\n')
        listed = subprocess.run(['kcat', '-b', BROKERS, '-L'], capture_output=True, text=True, timeout=60).stdout
        self.assertIn('topic "fazhi.dead-letters" with 3 partitions', listed)

    def test_2_has_room_for_16_mib(self):
        # zeros: librdkafka counts them before they are compressed
        with tempfile.NamedTemporaryFile() as page:
            page.truncate((16 << 20) - 1000)
            for size, code in (('16777216', 0), ('1000000', 1)):
                sent = subprocess.run(['kcat', '-b', BROKERS, '-P', '-t', 'fazhi.documents', '-X', f'message.max.bytes={size}', page.name],
                                      capture_output=True, text=True, timeout=60)
                self.assertEqual(sent.returncode, code, sent.stderr)

    def test_3_mends_and_takes_nothing_away(self):
        first = self.file('topics: [{name: t, partitions: 3, settings: {retention.ms: 1000, segment.bytes: 2000000}}]')
        self.assertEqual(topics('apply', '--topics', first).returncode, 0)
        second = self.file('topics: [{name: t, partitions: 2, settings: {retention.ms: 5000}}, {name: u}]')
        check = topics('check', '--topics', second)
        self.assertEqual(check.returncode, 1)
        self.assertRegex(check.stdout, r'(?m)^t +partitions +2 +3 +may stay')
        self.assertRegex(check.stdout, r'(?m)^t +retention.ms +5000 +1000 +fazhi topics apply$')
        applied = topics('apply', '--topics', second)
        self.assertEqual((applied.returncode, applied.stderr), (0, ''))
        self.assertIn('t: partitions stays 3, the file says 2 (may stay: partitions are never taken away)\n', applied.stdout)
        self.assertIn('t: retention.ms -> 5000\n', applied.stdout)
        check = topics('check', '--topics', second)
        self.assertEqual(check.returncode, 0, check.stdout)
        third = self.file('topics: [{name: t, partitions: 4, settings: {segment.bytes: 2000000, retention.ms: 5000}}]')
        self.assertEqual(topics('apply', '--topics', third).stdout, 't: partitions 3 -> 4\n')

    def test_4_says_what_it_cannot_do(self):
        replicas = self.file('topics: [{name: t, partitions: 4, replication_factor: 3}]')
        applied = topics('apply', '--topics', replicas)
        self.assertEqual(applied.returncode, 1)
        self.assertIn('t: replication_factor stays 1, the file says 3 (kafka-reassign-partitions; one node: --replication-factor 1)', applied.stdout)
        three = topics('apply', '--topics', self.file('topics: [{name: v, replication_factor: 3}]'))
        self.assertEqual(three.returncode, 1)
        self.assertIn('KAFKA_REFUSED: making v: ', three.stderr)

    def test_5_wrong_usage(self):
        for arguments, message in ((('--topics', '/no/such'), 'cannot read /no/such'), (('--topics', self.file('topics: 1')), '.yaml:1: '),
                                   (('--replication-factor', '0'), 'replication-factor'),
                                   (('--kafka_config', self.file('linger.mss=1')), 'unknown property linger.mss')):
            done = topics('check', *arguments)
            self.assertEqual(done.returncode, 2, done)
            self.assertIn(message, done.stderr)
        self.assertIn('NO_BROKERS', topics('check', brokers=None).stderr)

    def test_6_brokers_of_a_properties_file(self):
        properties = self.file(f'bootstrap.servers = {BROKERS}\n')
        self.assertIn('topics are as they should be', topics('check', *ONE_NODE, '--kafka_config', properties, brokers=None).stdout)


if __name__ == '__main__':
    unittest.main()
