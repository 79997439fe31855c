"""The include check finds what it is there to find."""
import json, os, sys
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from includes import faults_of

rules = json.load(open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'includes.json'), encoding='utf-8'))
core = 'services/extraction/core/x.cc'
good = ['#include <vector>', '#include "absl/status/status.h"', '#include "services/extraction/core/y.h"',
        '#include "services/text/utf8.h"', '// #include in words']
bad = ['#include <thread>', '#include <chrono>', '#include <fstream>', '#include <sqlite3.h>', '#  include <ctime>', '#include <random>',
       '#include <librdkafka/rdkafkacpp.h>', '#include "grpcpp/grpcpp.h"', '#include "services/runtime/local/run.h"',
       '#include "services/ingestion/core/ingest.h"', '#include "services/aggregation/store/store.h"', '#include <filesystem>']
for line in good:
    assert not faults_of(core, line, rules), line
for line in bad:
    assert faults_of(core, line, rules), line
assert not faults_of('services/extraction/core/x_test.cc', '#include <fstream>\n#include "gmock/gmock.h"', rules)
assert faults_of('services/unheard_of/x.cc', '', rules)
