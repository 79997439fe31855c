"""--kafka_config against Apache Kafka with TLS, passwords, tokens and client certificates: what is right gets in, what is wrong is told, and
no secret is shown."""
import os, pathlib, subprocess, sys, tempfile, unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests' / 'servers'))

from kafka import Kafka  # noqa: E402

BELOW = pathlib.Path(os.environ['FAZHI_BUILD_DIR']) / 'servers'
PASSWORD = 'geheim-4711'


def openssl(folder, *arguments):
    subprocess.run(['openssl', *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def make_authority(folder, name):
    openssl(folder, 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', f'/CN={name}', '-keyout', f'{name}.key', '-out', f'{name}.pem')


def make_certificate(folder, authority, name):
    (folder / f'{name}.ext').write_text('subjectAltName=IP:127.0.0.1\n')
    openssl(folder, 'req', '-newkey', 'rsa:2048', '-nodes', '-subj', f'/CN={name}', '-keyout', f'{name}.key', '-out', f'{name}.csr')
    openssl(folder, 'x509', '-req', '-days', '2', '-in', f'{name}.csr', '-CA', f'{authority}.pem', '-CAkey', f'{authority}.key', '-CAcreateserial',
            '-extfile', f'{name}.ext', '-out', f'{name}.pem')
    (folder / f'{name}.chain').write_text((folder / f'{name}.key').read_text() + (folder / f'{name}.pem').read_text())


class KafkaSecurityTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        BELOW.mkdir(parents=True, exist_ok=True)
        temporary = tempfile.TemporaryDirectory(dir=BELOW)
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = pathlib.Path(temporary.name)
        make_authority(cls.folder, 'ca')
        make_authority(cls.folder, 'other')
        make_certificate(cls.folder, 'ca', 'broker')
        make_certificate(cls.folder, 'ca', 'client')
        make_certificate(cls.folder, 'other', 'stranger')

    def broker(self, protocol, settings):
        """Its one listener, whose name stays PLAINTEXT, speaks another protocol."""
        tls = {f'ssl.{store}.type': 'PEM' for store in ('keystore', 'truststore')}
        tls |= {'ssl.keystore.location': self.folder / 'broker.chain', 'ssl.truststore.location': self.folder / 'ca.pem'}
        kafka = Kafka(self.folder / protocol, settings={'listener.security.protocol.map': f'PLAINTEXT:{protocol},CONTROLLER:PLAINTEXT', **tls, **settings})
        self.addCleanup(kafka.wipe)
        return kafka.start()

    def topics(self, kafka, action, properties, *arguments):
        file = self.folder / 'kafka.properties'
        file.write_text(''.join(f'{name} = {value}\n' for name, value in {'bootstrap.servers': kafka.brokers, **properties}.items()))
        done = subprocess.run([os.environ['FAZHI_BINARY'], 'topics', action, '--replication-factor', '1', '--kafka_config', file, *arguments],
                              capture_output=True, text=True, timeout=120)
        self.assertNotIn(PASSWORD, done.stdout + done.stderr)
        return done

    def assertRefused(self, kafka, properties, why):
        done = self.topics(kafka, 'check', properties, '--timeout', '5')
        self.assertEqual(done.returncode, 1, done)
        self.assertRegex(done.stderr, why)

    def test_passwords_and_tokens_over_tls(self):
        login = 'org.apache.kafka.common.security.{0}Module required {1};'
        kafka = self.broker('SASL_SSL', {
            'sasl.enabled.mechanisms': 'PLAIN,OAUTHBEARER', 'sasl.mechanism.inter.broker.protocol': 'PLAIN',
            'listener.name.plaintext.plain.sasl.jaas.config':
                login.format('plain.PlainLogin', f'username="broker" password="b" user_broker="b" user_fazhi="{PASSWORD}"'),
            'listener.name.plaintext.oauthbearer.sasl.jaas.config':
                login.format('oauthbearer.OAuthBearerLogin', 'unsecuredLoginStringClaim_sub="broker"'),
            'listener.name.plaintext.oauthbearer.sasl.server.callback.handler.class':
                'org.apache.kafka.common.security.oauthbearer.internals.unsecured.OAuthBearerUnsecuredValidatorCallbackHandler'})
        (self.folder / 'password').write_text(PASSWORD + '\n')
        right = {'security.protocol': 'SASL_SSL', 'sasl.mechanism': 'PLAIN', 'sasl.username': 'fazhi', 'sasl.password': 'file:password',
                 'ssl.ca.location': self.folder / 'ca.pem'}
        done = self.topics(kafka, 'apply', right)
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        (self.folder / 'wrong').write_text(PASSWORD + '!\n')
        self.assertRefused(kafka, {**right, 'sasl.password': 'file:wrong'}, 'uthentication failed')
        self.assertRefused(kafka, {**right, 'ssl.ca.location': self.folder / 'other.pem'}, 'certificate verify failed')
        token = {'security.protocol': 'SASL_SSL', 'sasl.mechanism': 'OAUTHBEARER', 'enable.sasl.oauthbearer.unsecure.jwt': 'true',
                 'sasl.oauthbearer.config': 'principal=fazhi', 'ssl.ca.location': self.folder / 'ca.pem'}
        self.assertIn('topics are as they should be', self.topics(kafka, 'check', token).stdout)

    def test_client_certificates(self):
        kafka = self.broker('SSL', {'ssl.client.auth': 'required'})
        right = {'security.protocol': 'SSL', 'ssl.ca.location': self.folder / 'ca.pem', 'ssl.certificate.location': self.folder / 'client.pem',
                 'ssl.key.pem': 'file:client.key'}
        self.assertEqual(self.topics(kafka, 'apply', right).returncode, 0)
        stranger = {'ssl.certificate.location': self.folder / 'stranger.pem', 'ssl.key.pem': 'file:stranger.key'}
        self.assertRefused(kafka, {**right, **stranger}, 'SSL|isconnected')


if __name__ == '__main__':
    unittest.main()
