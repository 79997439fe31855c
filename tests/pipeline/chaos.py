#!/usr/bin/env python3
"""The pipeline on Apache Kafka and PostgreSQL while everything fails that can: services killed, broker and database restarted and killed,
replicas that come, go, and are taken for dead, a crawler that repeats itself, poison. At the end nothing may be lost and nothing counted
twice:
  - the canonical export is, byte for byte, that of a local run of the same documents;
  - every record of each stage's topic has exactly one output or dead letter, as a reader of committed records sees it;
  - dead letters are exactly the poison.

usage: chaos.py [--documents N] [--kills N] [--seed N] [--full] [--soak MINUTES] [--folder DIR] [--keep]
--full adds more restarts and, as root, a database whose disk is full and, in a network of its own, lost packets, services cut off, and
documents that are references, whose host is away for a while and gone in the end."""
import argparse, collections, datetime, hashlib, json, os, pathlib, random, shutil, signal, statistics, subprocess, sys, tempfile, threading, time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / 'tests' / 'servers'))

import generator                                          # noqa: E402
import https_files                                        # noqa: E402
from kafka import Kafka, jars                                   # noqa: E402
from pipeline import INPUTS, Service, behind, kcat        # noqa: E402
from postgres import Postgres                             # noqa: E402
from server import ServerError, mebibytes, wait_until     # noqa: E402
from slow_proxy import SlowProxy                          # noqa: E402

REPLICAS = {'ingestion': 1, 'segmentation': 1, 'extraction': 1, 'aggregation': 1}
OUTPUTS = {'ingestion': 'fazhi.reports', 'segmentation': 'fazhi.outlines', 'extraction': 'fazhi.observations'}
STALE_SECONDS = 16  # past the session's 10 s, so that others have the partitions
PARSER_SECONDS = 5  # after which what kills parsers is given up
SOAK_SECONDS, SOAK_DOCUMENTS = 5, 25  # so many documents each so many seconds
REFERENCES = 60
OWN_NETWORK = 'FAZHI_CHAOS_OWN_NETWORK'
FIRST_GROUP = 60001  # each service has a group of its own, by which its packets are known


class Failure(Exception):
    """What does not hold."""


class Filter:
    """Rules on the packets of this network, each `input` or `output` and what nft understands, while the block lasts."""

    def __init__(self, *rules):
        chains = {hook: [rule.split(' ', 1)[1] for rule in rules if rule.startswith(hook)] for hook in ('input', 'output')}
        self.table = 'table inet chaos {\n  set ports { type inet_service; flags dynamic; }\n' + ''.join(
            f'  chain {hook} {{\n    type filter hook {hook} priority 0;\n' + ''.join(f'    {rule}\n' for rule in its) + '  }\n'
            for hook, its in chains.items()) + '}\n'

    def __enter__(self):
        subprocess.run(['nft', '-f', '-'], input=self.table.encode(), check=True)

    def __exit__(self, *_):
        subprocess.run(['nft', 'delete', 'table', 'inet', 'chaos'], check=True)


class Chaos:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.random = random.Random(options.seed)
        self.binaries = pathlib.Path(options.binaries)
        self.fazhi = self.binaries / 'tools' / 'cli' / 'fazhi'
        self.kafka = Kafka(folder / 'kafka')
        # Clients are sent through the proxy by the address that the broker gives them.
        self.network = SlowProxy(self.kafka.port)
        self.kafka.settings['advertised.listeners'] = f'PLAINTEXT://127.0.0.1:{self.network.port}'
        self.postgres = Postgres(folder / 'postgres')
        self.services = []
        self.added = 0
        self.disk = None
        self.files = https_files.HttpsFiles(folder / 'files') if OWN_NETWORK in os.environ else None
        self.references = []  # (URL, message)
        self.progress = 0.0
        self.began = time.monotonic()

    def say(self, text):
        print(f'{time.monotonic() - self.began:7.1f} s  {text}', flush=True)

    def run(self, *arguments):
        done = subprocess.run([self.fazhi, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode:
            raise ServerError(f'fazhi {" ".join(map(str, arguments))} ended with {done.returncode}: {done.stderr.decode()[-2000:]}')
        return done.stdout

    def add(self, stage, ordinal):
        service = Service(self.folder / f'{stage}-{ordinal}', stage, self.kafka.brokers, self.postgres.url, self.folder / 'archive', ordinal,
                          self.binaries, self.ingestion_settings() if stage == 'ingestion' else [],
                          group=FIRST_GROUP + self.added if OWN_NETWORK in os.environ else None)
        self.added += 1
        self.services.append(service)
        return service.start()

    def ingestion_settings(self):
        fetched = [f'--reference_hosts={https_files.HOST}', f'--reference_ca={self.files.certificate}'] if self.files else []
        return [f'--parser_time={PARSER_SECONDS}s', *fetched]

    def take_away(self, service):
        self.services.remove(service)
        service.stop()

    # The faults; each leaves everything running.
    def kill(self):
        service = self.random.choice(self.services)
        self.say(f'kill -9 {service.name}')
        service.kill()
        service.start()

    def restart_broker(self):
        self.say('the broker restarts')
        self.kafka.restart()

    def kill_broker(self):
        self.say('the broker is killed, transactions open')
        self.kafka.kill()
        self.kafka.start()

    def restart_database(self):
        self.say('the database restarts')
        self.postgres.restart()

    def kill_database(self):
        self.say('the database is killed, in the middle of batches')
        self.postgres.kill()
        self.postgres.start()

    def replicas_come_and_go(self):
        self.say('extraction 1 -> 3 -> 1, aggregation 1 -> 2 -> 1')
        added = [self.add('extraction', 1), self.add('extraction', 2), self.add('aggregation', 1)]
        time.sleep(3)
        for service in added:
            self.take_away(service)

    def stale_replicas(self):
        for stage in ('extraction', 'aggregation'):
            stale = next(service for service in self.services if service.stage == stage)
            other = self.add(stage, 7)
            self.say(f'{stale.name} stands still for {STALE_SECONDS} s, others take its partitions, and it goes on')
            pid = stale.pid()
            subprocess.run(['kill', '-STOP', str(pid)], check=True)
            time.sleep(STALE_SECONDS)
            subprocess.run(['kill', '-CONT', str(pid)], check=True)
            time.sleep(3)
            self.take_away(other)

    def slow_network(self):
        self.say('the network to the broker is 100 ms late, 1 MB/s a connection')
        self.network.delay, self.network.rate = 0.1, 1_000_000
        time.sleep(10)
        self.network.delay, self.network.rate = 0, 0

    def network_stands_still(self):
        self.say('nothing gets to the broker or from it for 60 s')
        self.network.delay = 60
        time.sleep(60)
        self.network.delay = 0

    def roll_out(self):
        self.say('two releases side by side, then the newer alone')
        old, self.binaries = list(self.services), self.binaries / 'next'
        for stage in REPLICAS:
            self.add(stage, 9)
        time.sleep(8)
        for service in old:
            self.take_away(service)
        self.fazhi = self.binaries / 'tools' / 'cli' / 'fazhi'

    def packets_lost(self):
        self.say('3 % of the packets to and from the broker are lost, for 20 s')
        with Filter(f'input tcp dport {self.kafka.port} numgen random mod 100 < 3 drop', f'input tcp sport {self.kafka.port} numgen random mod 100 < 3 drop'):
            time.sleep(20)

    def cut_off(self):
        for stage in ('extraction', 'aggregation'):
            service = next(service for service in self.services if service.stage == stage)
            self.say(f'{service.name} alone is cut off for 60 s')
            with Filter(f'output meta skgid {service.group} tcp sport != 0 add @ports {{ tcp sport }}', f'output meta skgid {service.group} drop',
                        'output tcp dport @ports drop'):
                time.sleep(60)

    def host_away(self):
        self.say('the host of references is away for 20 s')
        self.files.away = True
        for reference in self.references[::2]:
            self.publish_reference(*reference)
        time.sleep(20)
        self.files.away = False
        if not self.files.refused:
            raise Failure('nobody asked for a reference while its host was away')

    def disk_full(self):
        self.say('the disk of the database is full for 10 s')
        ballast = self.disk / 'ballast'
        try:
            with open(ballast, 'wb') as file:
                while True:
                    file.write(bytes(1 << 20))
                    file.flush()
        except OSError:
            pass
        time.sleep(10)
        ballast.unlink()
        self.postgres.start()  # PostgreSQL ends itself when it cannot write its log

    def make_disk(self):
        """A small file system for the database."""
        self.disk = self.folder / 'disk'
        self.disk.mkdir()
        subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=3g,mode=755', 'tmpfs', self.disk], check=True)
        self.postgres.data = self.disk / 'data'

    def faults(self):
        """All of them in a mixed order, kills between."""
        rare = [self.restart_broker, self.kill_broker, self.restart_database, self.kill_database, self.replicas_come_and_go,
                self.stale_replicas, self.slow_network, self.roll_out]
        if self.options.full:
            rare += [self.restart_broker, self.restart_database, self.network_stands_still]
            rare += [self.disk_full] if self.disk else []
            rare += [self.packets_lost, self.cut_off, self.host_away] if OWN_NETWORK in os.environ else []
        faults = rare + [self.kill] * self.options.kills
        self.random.shuffle(faults)
        return faults

    # The run.
    def start(self):
        if self.options.full and os.geteuid() == 0:
            self.make_disk()
        if self.files:
            self.files.start()
            self.make_references()
        self.network.start()
        self.kafka.start()
        self.postgres.start()
        self.run('migrate', '--database', self.postgres.url)
        self.run('topics', 'apply', '--brokers', self.kafka.brokers, '--replication-factor', 1)
        for stage, count in REPLICAS.items():
            for ordinal in range(count):
                self.add(stage, ordinal)
        self.say('all are serving')

    def publish(self, chunks, stop):
        """A crawler: publishes chunk after chunk while the faults are made, and tries again while the broker is away."""
        for number, (chunk, manifest) in enumerate(chunks):
            while self.progress < number / len(chunks) and not stop.is_set():
                time.sleep(0.2)
            while not stop.is_set():
                try:
                    self.run('publish', chunk, '--manifest', manifest, '--brokers', self.kafka.brokers)
                    break
                except ServerError:
                    time.sleep(1)

    def make_references(self):
        """Documents that lie on a host, and for the local run as files."""
        below = self.folder / 'referred'
        ((_, manifest),) = generator.write(generator.Generator(self.options.seed + 1).documents(REFERENCES), below, 1)
        for line in map(json.loads, manifest.read_text().splitlines()):
            content = pathlib.Path(line['file']).read_bytes()
            sha256 = hashlib.sha256(content).hexdigest()
            self.files.files[f'/{sha256}'] = content
            seconds = int(datetime.datetime.fromisoformat(line['fetched_at']).timestamp())
            text = (f'url: "{line["url"]}" content_type: "{line["content_type"]}" fetched_at {{ seconds: {seconds} }} '
                    f'reference {{ https_url: "https://{https_files.HOST}/{sha256}" size_bytes: {len(content)} sha256: "{sha256}" }}')
            message = subprocess.run(['protoc', '-I', ROOT / 'protos', '--encode', 'fazhi.v1.Document', ROOT / 'protos/fazhi/v1/document.proto'],
                                     input=text.encode(), stdout=subprocess.PIPE, check=True).stdout
            self.references.append((line['url'], message))

    def publish_reference(self, url, message):
        file = self.folder / 'reference'
        file.write_bytes(message)
        kcat('-b', self.kafka.brokers, '-P', '-t', INPUTS['ingestion'], '-k', url, '-H', 'content-type=application/protobuf', '-H',
             'ce_type=fazhi.v1.Document', '-X', 'message.timeout.ms=20000', file)

    def send_poison(self):
        for name, value, headers, _ in generator.poison():
            file = self.folder / f'poison-{name}'
            file.write_bytes(value)
            flags = [word for header, text in headers for word in ('-H', f'{header}={text}')]
            url = f'https://www.example.gov.cn/poison/{name}'
            if value:
                kcat('-b', self.kafka.brokers, '-P', '-t', INPUTS['ingestion'], '-k', url, *flags, file)
            else:  # kcat takes no empty file
                kcat('-b', self.kafka.brokers, '-P', '-t', INPUTS['ingestion'], '-K', '|', *flags, input=f'{url}|\n'.encode())

    def settle(self):
        last = [None]

        def done():
            try:
                last[0] = behind(self.kafka.brokers, self.services)
            except ServerError as error:  # a broker that has just come back
                last[0] = error
            return last[0] is None
        try:
            wait_until('the pipeline to settle everything', done, 300, every=0.5)
        except ServerError as error:
            raise Failure(f'{error}: {last[0]}') from None
        self.say('everything is settled')

    # What must hold.
    def ids(self, topic, form):
        return kcat('-b', self.kafka.brokers, '-C', '-t', topic, '-o', 'beginning', '-e', '-f', form + '\n',
                    '-X', 'isolation.level=read_committed').decode().splitlines()

    def check_each_once(self):
        letters = collections.Counter()
        for line in self.ids('fazhi.dead-letters', '%h'):
            identity = dict(header.split('=', 1) for header in line.split(',') if '=' in header).get('ce_id', '')
            letters[identity.split('/', 1)[1]] += 1
        for stage, topic in OUTPUTS.items():
            inputs = set(self.ids(INPUTS[stage], '%t/%p/%o'))
            outputs = collections.Counter()
            for line in self.ids(topic, '%h'):
                outputs[dict(header.split('=', 1) for header in line.split(',') if '=' in header)['ce_id']] += 1
            counted = outputs + collections.Counter({key: number for key, number in letters.items() if key in inputs})
            lost = sorted(inputs - set(counted))
            twice = sorted(key for key, number in counted.items() if number > 1)
            strange = sorted(set(outputs) - inputs)
            if lost or twice or strange:
                raise Failure(f'{stage}: {len(lost)} of {len(inputs)} records lost {lost[:3]}, {len(twice)} more than once {twice[:3]}, '
                              f'{len(strange)} outputs of no record {strange[:3]}')
            self.say(f'{stage}: {len(inputs)} records, each settled once')

    def check_dead_letters(self):
        wanted = {f'https://www.example.gov.cn/poison/{name}' for name, _, _, _ in generator.poison()}
        found = collections.Counter(self.ids('fazhi.dead-letters', '%k'))
        if set(found) != wanted or max(found.values()) > 1:
            raise Failure(f'dead letters: missing {sorted(wanted - set(found))}, not planted {sorted(set(found) - wanted)}, '
                          f'repeated {[key for key, number in found.items() if number > 1]}')
        kept = dict(line.rsplit('/', 1)[1].split(' ') for line in self.postgres.query("SELECT url || ' ' || reason FROM dead_letters"))
        reasons = {name: reason or kept.get(name) for name, _, _, reason in generator.poison()}
        if kept != reasons:
            raise Failure(f'dead letters in the database: {kept}, not {reasons}')
        self.say(f'{len(found)} dead letters, exactly the poison, and so the database tells them')

    def check_export(self):
        here = self.run('export', '--canonical', '--database', self.postgres.url)
        folders = [self.folder, self.folder / 'referred'] if self.files else [self.folder]
        manifest = self.folder / 'local.jsonl'
        manifest.write_text(''.join((folder / 'manifests' / 'all.jsonl').read_text() for folder in folders))
        self.run('run', *(folder / 'documents' for folder in folders), '--manifest', manifest, '--out', self.folder / 'local', '--no-export')
        local = self.run('export', '--canonical', '--database', self.folder / 'local' / 'fazhi.db')
        if here != local:
            (self.folder / 'here.txt').write_bytes(here)
            (self.folder / 'local.txt').write_bytes(local)
            raise Failure(f'the export is not that of a local run: compare {self.folder}/here.txt and local.txt')
        self.say(f'the export is that of a local run: {len(here)} bytes')

    def make_faults(self):
        faults = self.faults()
        for number, fault in enumerate(faults):
            self.progress = (number + 1) / len(faults)
            time.sleep(self.random.uniform(0, 3))
            fault()

    def soak(self):
        """No fault for so many minutes, after which no service may hold more than it did after the first fifth of them."""
        end = 60 * self.options.soak
        held = {service: [] for service in self.services}
        began = time.monotonic()
        while (gone := time.monotonic() - began) < end:
            self.progress = gone / end
            for service, samples in held.items():
                samples.append(used(service))
            time.sleep(SOAK_SECONDS)
        grown = []
        for service, samples in held.items():
            fifth = len(samples) // 5
            (early_memory, early_files), (late_memory, late_files) = (
                tuple(statistics.median(column) for column in zip(*part)) for part in (samples[fifth:2 * fifth], samples[-fifth:]))
            self.say(f'{service.name}: {early_memory:.0f} MiB and {early_files:.0f} files early, {late_memory:.0f} and {late_files:.0f} late')
            if late_memory > 1.1 * early_memory + 16 or late_files > early_files + 8:
                grown.append(service.name)
        if grown:
            raise Failure(f'{", ".join(grown)}: memory or files grow')

    def go(self):
        documents = generator.Generator(self.options.seed).documents(self.options.documents)
        chunks = generator.write(documents, self.folder, max(1, self.options.documents // (SOAK_DOCUMENTS if self.options.soak else 50)))
        self.start()
        stop = threading.Event()
        crawler = threading.Thread(target=self.publish, args=(chunks, stop))
        crawler.start()
        try:
            self.send_poison()
            for reference in self.references[1::2]:
                self.publish_reference(*reference)
            self.soak() if self.options.soak else self.make_faults()
            self.progress = 1
        except BaseException:
            stop.set()
            raise
        finally:
            crawler.join()
        self.say(f'{len(documents)} documents published')
        self.settle()
        if not self.options.soak:
            self.say('the newer release reads everything again, and the host of references is gone')
            if self.files:
                self.files.away = True
            for reference in self.references:
                self.publish_reference(*reference)
            self.run('publish', self.folder / 'documents', '--manifest', self.folder / 'manifests' / 'all.jsonl', '--brokers', self.kafka.brokers)
            self.settle()
        self.check_each_once()
        self.check_dead_letters()
        self.check_export()

    def end(self):
        for service in self.services:
            service.kill()
        self.postgres.kill()
        self.kafka.kill()
        self.network.stop()
        if self.files:
            self.files.stop()
        if self.disk:
            subprocess.run(['umount', self.disk], check=True)


def used(service):
    """MiB and open files of a service and its children."""
    memory = files = 0
    for pid in [service.pid(), *service._children()]:
        memory += mebibytes(pid)
        try:
            files += len(os.listdir(f'/proc/{pid}/fd'))
        except OSError:  # it has ended
            pass
    return memory, files


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--documents', type=int, default=500)
    parser.add_argument('--kills', type=int, default=5)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--full', action='store_true', help='all faults, not only the short ones')
    parser.add_argument('--soak', type=int, metavar='MINUTES', help='no faults: whether memory or open files grow')
    parser.add_argument('--folder', help='where data and logs are; a new one below build/servers')
    parser.add_argument('--keep', action='store_true', help='leave the folder as it is at the end')
    parser.add_argument('--binaries', default=ROOT / 'build' / 'default')
    options = parser.parse_args()
    if options.soak:
        options.documents, options.full = options.soak * 60 // SOAK_SECONDS * SOAK_DOCUMENTS, False
    if options.full and os.geteuid() == 0 and OWN_NETWORK not in os.environ:
        jars()  # fetched from the network that is left now
        os.environ[OWN_NETWORK] = '1'
        os.execvp('unshare', ['unshare', '--net', '--mount', '--', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', sys.executable, *sys.argv])
    below = ROOT / 'build' / 'servers'
    below.mkdir(parents=True, exist_ok=True)
    folder = pathlib.Path(options.folder or tempfile.mkdtemp(prefix='chaos-', dir=below)).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    chaos = Chaos(options, folder)
    failed = True
    try:
        chaos.go()
        chaos.say('all holds')
        failed = False
    except (Failure, ServerError) as error:
        chaos.say(f'FAILED: {error}')
        for service in chaos.services:
            print(f'--- the end of {service.log}\n{service.log_end()}')
    finally:
        chaos.end()
        if not options.keep and not failed:
            shutil.rmtree(folder, ignore_errors=True)
            chaos.postgres.wipe()
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
