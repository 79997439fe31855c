#!/usr/bin/env python3
"""What the pipeline costs on Apache Kafka and PostgreSQL, beside bare clients of both in the same run: `tools/bench pipeline`. Documents
are made of the samples (tests/pipeline/generator.py). Nothing fails because of a time."""
import argparse, json, os, pathlib, re, shutil, signal, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path[:0] = [str(ROOT / 'tests' / 'servers'), str(ROOT / 'tests' / 'pipeline')]

import generator                                  # noqa: E402
from kafka import Kafka                           # noqa: E402
from pipeline import INPUTS, Service, behind      # noqa: E402
from postgres import Postgres                     # noqa: E402
from server import ServerError, mebibytes, wait_until  # noqa: E402

PARTS = ['store', 'stages', 'services']
PAIRS = 3                   # of runs of the store and of COPY
CHAIN = 2000                # documents of the first table
LARGE_EACH, LARGE_BYTES = 200, 1 << 20  # of the backlog, so many in one are as large as a crawler's may be
LOW_LOAD_MILLIS = 200
LOW_LOAD_DOCUMENTS = 300


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.binaries = ROOT / 'build' / 'default'
        self.kafka = Kafka(folder / 'kafka')
        self.postgres = Postgres(folder / 'postgres')
        self.running = []
        self.made = 0       # folders of documents
        self.published = 0  # documents

    def run(self, program, *arguments, database=None):
        environment = {**os.environ, 'FAZHI_TEST_BROKERS': self.kafka.brokers, 'FAZHI_TEST_DATABASE': (database or self.postgres).url}
        done = subprocess.run([self.binaries / program, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        if done.returncode:
            raise ServerError(f'{program} {" ".join(map(str, arguments))} ended with {done.returncode}: {done.stderr.decode()[-2000:]}')
        return done.stdout

    def documents(self, count, seed, large_each=0):
        """A folder of so many documents, and its manifest."""
        documents = generator.Generator(seed).documents(count)
        for document in documents[::large_each] if large_each else []:
            document['bytes'] *= LARGE_BYTES // len(document['bytes'])
        self.made += 1
        return generator.write(documents, self.folder / f'documents-{self.made}', 1)[0]

    def publish(self, count, seed, large_each=0):
        documents = self.documents(count, seed, large_each)
        self.run('tools/cli/fazhi', 'publish', documents[0], '--manifest', documents[1], '--brokers', self.kafka.brokers)
        self.published += count

    def start_servers(self):
        if self.kafka.pid():
            return
        self.kafka.start()
        self.postgres.start()
        self.run('tools/cli/fazhi', 'migrate', '--database', self.postgres.url)
        self.run('tools/cli/fazhi', 'topics', 'apply', '--brokers', self.kafka.brokers, '--replication-factor', 1)

    # The stages at Kafka.
    def stages(self):
        self.start_servers()
        self.publish(CHAIN, seed=1)
        got = json.loads(self.run('tests/bench/fazhi_pipeline_bench', 'chain', CHAIN))
        speed = got['stages_per_second'] / got['relays_per_second']
        title(f'ingestion, segmentation, extraction: {CHAIN} documents end to end, twice; three bare relays do the same work on the same bytes')
        row('documents a second', got['stages_per_second'], got['relays_per_second'], speed, '>= 0.5')
        ours = got['stages_micros'] + got['message_micros']
        row('CPU us a document beyond the stages\' functions', ours, got['relays_micros'], ours / got['relays_micros'], '<= 3')
        row('  of it, reading and writing the messages', got['message_micros'])
        row('  of it, the loop and Kafka', got['stages_micros'], got['relays_micros'], got['stages_micros'] / got['relays_micros'])
        row('CPU us a document in the stages\' functions', got['function_micros'] - got['message_micros'])

    # The store.
    def timings(self, names, database):
        got = json.loads(self.run('services/aggregation/aggregation_store_bench', '--benchmark_format=json',
                                  f'--benchmark_filter=BM_Postgres({names})', database=database))
        for case in got['benchmarks']:
            if case.get('error_occurred'):
                raise ServerError(f'{case["name"]}: {case["error_message"]}')
        return {re.match(r'BM_Postgres(\w+(/\d+)?)', case['name'])[1]: case for case in got['benchmarks']}

    def store(self):
        sizes = '|'.join(map(str, self.options.reports))
        with Postgres(self.folder / 'store', durable=True) as database:
            pairs = [self.timings('Ingest|Copy', database) for _ in range(PAIRS)]
            grown = self.timings(f'Grown/({sizes})/', database)
        pairs = sorted(((pair['Ingest']['items_per_second'], pair['Copy']['items_per_second']) for pair in pairs),
                       key=lambda pair: pair[0] / pair[1])
        ours, copy = pairs[PAIRS // 2]
        title('aggregation: reports of 100 observations into PostgreSQL, beside a bare COPY of the rows into the same tables and indexes;\n'
              f'one after the other {PAIRS} times, the pair in the middle')
        row('reports a second', ours, copy, ours / copy, '>= 0.5')
        print(f'{"  lowest and highest ratio":54} {pairs[0][0] / pairs[0][1]:10.2f} {pairs[-1][0] / pairs[-1][1]:11.2f}')
        least = None
        for size in self.options.reports:
            case = grown[f'Grown/{size}']
            cost = 1e6 / case['items_per_second']
            least = least or cost
            row(f'us a report with {size} in the store', cost, least, cost / least, '<= 1.5')
            row('  rows touched a report', case['rows_per_report'])

    # The services.
    def services(self):
        self.start_servers()
        self.publish(self.options.documents, seed=2, large_each=LARGE_EACH)
        self.memory()
        title(f'from publication until the database has it, ms; a document each {LOW_LOAD_MILLIS} ms')
        print(f'{"":54} {"p50":>10} {"p99":>11}')
        self.latency(3, 'by default')
        self.stop()
        self.start('--linger=10ms')
        self.settle()
        self.latency(4, '--linger=10ms')

    def start(self, *arguments):
        for stage in INPUTS:
            self.running.append(Service(self.folder / stage, stage, self.kafka.brokers, self.postgres.url, self.folder / 'archive',
                                         binaries=self.binaries, arguments=arguments))
            self.running[-1].start()

    def stop(self):
        for service in self.running:
            service.stop()
        self.running = []

    def settle(self):
        """Waits; gives the most that the children of each service held together at any time, in MiB."""
        most = dict.fromkeys(INPUTS, 0)

        def settled():
            for service in self.running:
                most[service.stage] = max(most[service.stage], sum(mebibytes(child, 'VmRSS') for child in service._children()))
            return behind(self.kafka.brokers, self.running) is None
        wait_until('the pipeline to settle everything', settled, 4 * 3600, every=0.5)
        return most

    def memory(self):
        began = time.monotonic()
        self.start()
        children = self.settle()
        seconds = time.monotonic() - began
        title(f'memory with {self.published} documents behind, MiB; {-(-self.options.documents // LARGE_EACH)} of them have 1 MiB')
        print(f'{"":54} {"peak":>10} {"at the end":>11}')
        for service in self.running:
            peak, end = (mebibytes(service.pid(), name) for name in ('VmHWM', 'VmRSS'))
            print(f'{service.stage:54} {peak:10.0f} {end:11.0f}   asked: < 250')
            if children[service.stage]:
                print(f'{"  its parsers together":54} {children[service.stage]:10.0f}')
        print(f'{"all settled, start included, documents a second":54} {self.published / seconds:10.0f}')

    def latency(self, seed, setting):
        documents = self.documents(LOW_LOAD_DOCUMENTS + 20, seed)
        got = json.loads(self.run('tests/bench/fazhi_pipeline_bench', 'latency', documents[0], LOW_LOAD_DOCUMENTS, LOW_LOAD_MILLIS))
        print(f'{setting:54} {got["p50_millis"]:10.0f} {got["p99_millis"]:11.0f}')

    def go(self):
        load = ' '.join(f'{load:.1f}' for load in os.getloadavg())
        print(f'{os.cpu_count()} cores, load {load}. A bare client does what it does on the same machine in the same run.')
        for part in self.options.parts:
            getattr(self, part)()

    def end(self):
        for server in [*self.running, self.postgres, self.kafka]:
            server.kill()
        self.postgres.wipe()
        shutil.rmtree(self.folder, ignore_errors=True)


def title(text):
    print(f'\n{text}', flush=True)


def row(name, ours, bare=None, ratio=None, asked=None):
    line = f'{name:54} {ours:10,.0f}'
    if bare is not None:
        line += f' {bare:11,.0f} {ratio:7.2f}'
    print(line + (f'   asked: {asked}' if asked else ''), flush=True)


def main():
    parser = argparse.ArgumentParser(prog='tools/bench pipeline', description=__doc__)
    parser.add_argument('--documents', type=int, default=2000, help='behind when memory is measured; the goal is told for 50000')
    parser.add_argument('--reports', type=lambda text: [int(size) for size in text.split(',')], default=[1000, 5000],
                        help='in the store, of 1000, 5000, 100000; the goal is told for 1000,100000')
    parser.add_argument('parts', nargs='*', metavar='PART', help=f'of {", ".join(PARTS)}; all of them when none is named')
    options = parser.parse_args()
    options.parts = options.parts or PARTS
    if not set(options.parts) <= set(PARTS):
        parser.error(f'PART is one of {", ".join(PARTS)}')
    below = ROOT / 'build' / 'servers'
    below.mkdir(parents=True, exist_ok=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix='bench-', dir=below))
    folder.chmod(0o755)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    bench = Bench(options, folder)
    try:
        bench.go()
    except ServerError as error:
        print(f'tools/bench pipeline: {error}', file=sys.stderr)
        return 1
    finally:
        bench.end()
    return 0


if __name__ == '__main__':
    sys.exit(main())
