#!/usr/bin/env python3
"""A service that is told to end does so in the time that it promises, also while the broker is away."""
import os, pathlib, shutil, signal, subprocess, sys, tempfile, time, unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / 'tests' / 'servers'))

import generator                                    # noqa: E402
from kafka import Kafka                             # noqa: E402
from pipeline import Service                        # noqa: E402
from server import wait_until                       # noqa: E402

BINARIES = pathlib.Path(os.environ.get('FAZHI_BUILD_DIR', ROOT / 'build' / 'default'))
FAZHI = BINARIES / 'tools' / 'cli' / 'fazhi'
STOP_WITHIN, GRACE, SOME_SECONDS = 4, 1, 4


class StopTest(unittest.TestCase):
    def setUp(self):
        below = ROOT / 'build' / 'servers'
        below.mkdir(parents=True, exist_ok=True)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='stop-', dir=below))
        self.addCleanup(shutil.rmtree, self.folder)
        self.kafka = Kafka(self.folder / 'kafka')
        self.addCleanup(self.kafka.kill)
        self.kafka.start()
        self.run_fazhi('topics', 'apply', '--brokers', self.kafka.brokers, '--replication-factor', 1)
        self.services = []
        for stage in ('ingestion', 'segmentation', 'extraction', 'aggregation'):
            # Small batches, so that each lane is within a transaction most of the time.
            service = Service(self.folder / stage, stage, self.kafka.brokers, self.folder / 'fazhi.db', self.folder / 'archive', 0, BINARIES,
                              [f'--stop_within={STOP_WITHIN}s', f'--grace={GRACE}s', '--batch_records=5'])
            self.addCleanup(service.kill)
            self.services.append(service.start())

    def run_fazhi(self, *arguments):
        subprocess.run([FAZHI, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)

    def publish(self, chunk, manifest):
        self.run_fazhi('publish', chunk, '--manifest', manifest, '--brokers', self.kafka.brokers)

    def end_all(self):
        """How each ended, {name: (exit code, seconds)}."""
        children = {service.name: service._child for service in self.services}
        began = time.monotonic()
        for child in children.values():
            child.send_signal(signal.SIGTERM)
        ended = {}

        def all_ended():
            for name, child in children.items():
                if name not in ended and child.poll() is not None:
                    ended[name] = (child.returncode, time.monotonic() - began)
            return len(ended) == len(children)
        try:
            wait_until('all to end', all_ended, 60)
        finally:
            print({name: f'{code} after {seconds:.1f} s' for name, (code, seconds) in ended.items()}, file=sys.stderr)
        return ended

    def check(self):
        for name, (code, seconds) in self.end_all().items():
            with self.subTest(name):
                self.assertEqual(code, 0, (self.folder / name / f'{name}.log').read_text())
                self.assertLess(seconds, STOP_WITHIN + GRACE + SOME_SECONDS)

    def await_work(self):
        wait_until('all stages to be at work', lambda: all(int((service.status() or {}).get('records_settled', 0)) for service in self.services), 60)

    def test_ends_in_time(self):
        (documents,) = generator.write(generator.Generator(1).documents(300), self.folder, 1)
        self.publish(*documents)
        self.await_work()
        os.kill(self.kafka.pid(), signal.SIGSTOP)
        time.sleep(1)
        self.check()
        os.kill(self.kafka.pid(), signal.SIGCONT)
        for service in self.services:
            service.start()
        self.publish(*documents)
        self.await_work()
        self.kafka.kill()
        time.sleep(1)
        self.check()


if __name__ == '__main__':
    unittest.main()
