"""The services' programs as operators meet them: settings, probes, signals, the log; and a query of what `fazhi run` made."""
import json, tempfile, os, re, signal, subprocess, time, unittest, urllib.error, urllib.request

from tool import SAMPLES, ToolTest

PROGRAMS = {stage: os.environ[f'FAZHI_{stage.upper()}'] for stage in ('ingestion', 'segmentation', 'extraction', 'aggregation')}

class ServicesTest(ToolTest):
    def start(self, stage, *arguments):
        self.log = open(self.path(f'{stage}.log'), 'w+')
        self.addCleanup(self.log.close)
        process = subprocess.Popen([PROGRAMS[stage], '--grpc_address=127.0.0.1:0', '--http_address=127.0.0.1:0', '--log_format=json', *arguments],
                                   stderr=self.log, cwd=self.folder)
        self.addCleanup(lambda: process.poll() is None and (process.kill(), process.wait()))
        for _ in range(600):
            for line in self.lines():
                if line['message'] == 'serving':
                    self.http = f'http://{line["http"]}'
                    return process
            self.assertIsNone(process.poll(), self.text())
            time.sleep(0.05)
        self.fail('not serving after 30 s: ' + self.text())

    def text(self):
        with open(self.log.name) as f:
            return f.read()

    def lines(self):
        # The last line may be half there.
        return [json.loads(line) for line in self.text().split('\n')[:-1]]

    def get(self, path):
        try:
            with urllib.request.urlopen(self.http + path, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def test_each_serves_until_it_is_told(self):
        self.run_into(self.out, SAMPLES[0])
        for stage, ending in zip(PROGRAMS, (signal.SIGTERM, signal.SIGINT, signal.SIGTERM, signal.SIGTERM)):
            with self.subTest(stage):
                database = ['--role=query', f'--database={self.out}/fazhi.db'] if stage == 'aggregation' else []
                process = self.start(stage, *database)
                self.assertEqual(self.get('/healthz')[0], 200)
                self.assertEqual(self.get('/readyz')[0], 200)
                status = json.loads(self.get('/status')[1])
                self.assertEqual(status['state'], 'PIPELINE_STATE_RUNNING')
                metrics = self.get('/metrics')[1]
                self.assertRegex(metrics, r'(?m)^fazhi_pipeline_version \d+$')
                self.assertRegex(metrics, r'(?m)^process_open_fds \d+$')
                process.send_signal(ending)
                self.assertEqual(process.wait(timeout=30), 0)
                self.assertEqual([line['message'] for line in self.lines()], ['serving', 'stopping', 'stopped'])

    def test_settings_are_checked_at_once(self):
        for stage, program in PROGRAMS.items():
            with self.subTest(stage):
                run = subprocess.run([program, '--max_calls=none', '--nosuch', '--tls_key=/nowhere.pem'], capture_output=True, text=True, timeout=60)
                self.assertEqual(run.returncode, 2)
                self.assertIn('--max_calls (FAZHI_MAX_CALLS): `none` is not accepted', run.stderr)
                self.assertIn('unknown: --nosuch', run.stderr)
                help = subprocess.run([program, '--help'], capture_output=True, text=True, timeout=60)
                self.assertEqual(help.returncode, 0)
                self.assertIn('--grpc_address', help.stdout)

    def test_hosts_of_references_are_checked(self):
        run = subprocess.run([PROGRAMS['ingestion'], '--reference_hosts=files.example.gov.cn,10.0.0.1,https://x.gov.cn', '--reference_ca=/nowhere.pem'],
                             capture_output=True, text=True, timeout=60)
        self.assertEqual(run.returncode, 2)
        for fault in ('--reference_hosts: `10.0.0.1` is no host', '--reference_hosts: `https://x.gov.cn` is no host', '--reference_ca: /nowhere.pem'):
            self.assertIn(fault, run.stderr)
        self.start('ingestion', '--reference_hosts=files.example.gov.cn, *.example.gov.cn:8443')

    def test_a_port_that_is_taken(self):
        self.start('segmentation')
        port = re.search(r'"grpc":"127.0.0.1:(\d+)"', self.text())[1]
        second = subprocess.run([PROGRAMS['segmentation'], f'--grpc_address=127.0.0.1:{port}', '--http_address='],
                                capture_output=True, text=True, timeout=60)
        self.assertEqual(second.returncode, 1)
        self.assertIn(f'cannot listen on 127.0.0.1:{port}', second.stderr)

    def test_a_consumer_needs_brokers(self):
        run = subprocess.run([PROGRAMS['aggregation']], capture_output=True, text=True, timeout=60)
        self.assertEqual(run.returncode, 2)
        self.assertIn('--brokers', run.stderr)

    def test_faults_of_the_kafka_config_are_settings_too(self):
        with tempfile.NamedTemporaryFile('w', suffix='.properties') as file:
            file.write('nonsense = 1\n')
            file.flush()
            run = subprocess.run([PROGRAMS['ingestion'], f'--kafka_config={file.name}', '--lanes=0', '--batch_mib=9', '--lane_mib=8'],
                                 capture_output=True, text=True, timeout=60)
            self.assertEqual(run.returncode, 2)
            self.assertIn(f'{file.name}:1: unknown property nonsense', run.stderr)
            self.assertIn('--lanes (FAZHI_LANES): `0` is not accepted', run.stderr)
            self.assertIn('--batch_mib (FAZHI_BATCH_MIB): 9 is more than a lane may hold (8)', run.stderr)
            file.seek(0)
            file.write('bootstrap.servers = 127.0.0.1:1\nsecurity.protocol = ssl\nssl.ca.location = /nowhere.pem\n')
            file.flush()
            run = subprocess.run([PROGRAMS['ingestion'], f'--kafka_config={file.name}'], capture_output=True, text=True, timeout=60)
            self.assertEqual(run.returncode, 2)
            self.assertIn('--kafka_config: ssl.ca.location failed', run.stderr)

    def test_queries_take_no_setting_of_topics(self):
        run = subprocess.run([PROGRAMS['aggregation'], '--role=query', '--lanes=2', '--brokers=127.0.0.1:1'], capture_output=True, text=True, timeout=60)
        self.assertEqual(run.returncode, 2)
        self.assertEqual(run.stderr, '--brokers (FAZHI_BROKERS): --role=query reads no topic; leave it out\n'
                                     '--lanes (FAZHI_LANES): --role=query reads no topic; leave it out\n')

    def test_aggregation_without_a_database(self):
        run = subprocess.run([PROGRAMS['aggregation'], '--role=query', '--database=/nowhere/fazhi.db', '--grpc_address=127.0.0.1:0', '--http_address='],
                             capture_output=True, text=True, timeout=60)
        self.assertEqual(run.returncode, 1)
        self.assertIn('/nowhere/fazhi.db', run.stderr)

if __name__ == '__main__':
    unittest.main()
