"""The services of the pipeline as processes, and when they have done all there is to do. For tools and tests."""
import json, pathlib, re, subprocess, urllib.error, urllib.request

from server import ROOT, Server, ServerError, free_port

# What each stage reads, in the order of the flow. Aggregation learns of dead letters, too.
INPUTS = {'ingestion': 'fazhi.documents', 'segmentation': 'fazhi.reports', 'extraction': 'fazhi.outlines', 'aggregation': 'fazhi.observations'}
DEAD_LETTERS = 'fazhi.dead-letters'


class Service(Server):
    """One process. `stage` is one of INPUTS, or `query`: aggregation that answers queries alone. Its ports are kept from the first start
    on. `arguments` are more flags. `group` is the number of the group that it runs in, of root alone."""

    def __init__(self, folder, stage, brokers, database, archive, ordinal=0, binaries=ROOT / 'build' / 'default', arguments=(), tied=True,
                 group=None):
        self.name = pathlib.Path(folder).name
        super().__init__(folder, tied)
        self.stage, self.arguments, self.group = stage, arguments, group
        if group is not None:
            self._user = [f'--regid={group}', '--clear-groups']
        program = 'aggregation' if stage == 'query' else stage
        self.binary = pathlib.Path(binaries) / 'services' / program / f'fazhi-{program}'
        self.settings = {}
        if stage != 'query':
            self.settings.update(brokers=brokers, ordinal=ordinal)
        if stage == 'ingestion':
            self.settings['archive'] = archive
        if program == 'aggregation':
            self.settings.update(database=database, role='query' if stage == 'query' else 'all')
        self.ports_file = self.folder / 'ports'
        self.port, self.http_port = map(int, self.ports_file.read_text().split()) if self.ports_file.exists() else (free_port(), free_port())

    @property
    def address(self):
        return f'127.0.0.1:{self.port}'

    def _prepare(self):
        self.ports_file.write_text(f'{self.port} {self.http_port}')

    def _command(self):
        settings = {'grpc_address': self.address, 'http_address': f'127.0.0.1:{self.http_port}', **self.settings}
        return [self.binary, *(f'--{name}={value}' for name, value in settings.items()), *self.arguments]

    def _in_command_line(self):
        return f'--grpc_address={self.address}'

    def _ready(self, log):
        return self.is_ready()

    def _get(self, path):
        with urllib.request.urlopen(f'http://127.0.0.1:{self.http_port}{path}', timeout=5) as answer:
            return answer.read()

    def is_ready(self):
        try:
            return bool(self._get('/readyz'))
        except (OSError, urllib.error.HTTPError):  # not up, or 503
            return False

    def status(self):
        """What PipelineService.GetStatus answers, or None when it does not."""
        try:
            return json.loads(self._get('/status'))
        except (OSError, urllib.error.HTTPError):
            return None


def kcat(*arguments, **options):
    done = subprocess.run(['kcat', '-q', *map(str, arguments)], capture_output=True, timeout=120, check=False, **options)
    if done.returncode:
        raise ServerError(f'kcat {" ".join(map(str, arguments))} ended with {done.returncode}: {done.stderr.decode()[-500:]}')
    return done.stdout


def partitions_of(brokers, topic):
    return len(json.loads(kcat('-b', brokers, '-L', '-J', '-t', topic))['topics'][0]['partitions'])


def ends_of(brokers, topic, partitions):
    """The offset behind the last one of each partition."""
    asked = [word for partition in range(partitions) for word in ('-t', f'{topic}:{partition}:-1')]
    return {int(partition): int(end) for partition, end in re.findall(r'\[(\d+)\] offset (\d+)', kcat('-b', brokers, '-Q', *asked).decode())}


def has_record(brokers, topic, partition, offset):
    """Whether a reader of committed records finds one there or behind."""
    return bool(kcat('-b', brokers, '-C', '-t', topic, '-p', partition, '-o', offset, '-c', 1, '-e', '-f', '%o\n',
                     '-X', 'isolation.level=read_committed', '-X', 'fetch.wait.max.ms=10'))


def behind(brokers, services):
    """The first stage that has not settled all that it could read, and why; None when there is none. Judged by positions, not by lag: a
    position may stand before the marks of transactions, which nobody reads. Stages are looked at in the order of the flow, so that
    nothing is on its way between two of them when this says None, unless somebody goes on publishing."""
    for stage, topic in [*INPUTS.items(), ('aggregation', DEAD_LETTERS)]:
        held = {}
        for service in services:
            if service.stage == stage:
                for row in (service.status() or {}).get('partitions', []):
                    if row['topic'] == topic:
                        held[row['partition']] = max(int(row['position']), held.get(row['partition'], 0))
        partitions = partitions_of(brokers, topic)
        missing = [partition for partition in range(partitions) if partition not in held]
        if missing:
            return f'{stage}: nobody holds {len(missing)} of {partitions} partitions of {topic}'
        ends = ends_of(brokers, topic, partitions)
        for partition, position in sorted(held.items()):
            if position < ends[partition] and has_record(brokers, topic, partition, position):
                return f'{stage}: {topic}, partition {partition}, from offset {position} on'
    return None
