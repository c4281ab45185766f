"""Counts over V7's files what rules T and M of 'covidxr check' must find, by a program of its own.

python3 count_tags.py ANNOTATIONS METADATA > ../../data/check-v7.txt
"""
import collections, csv, glob, json, os, re, sys
root, table = sys.argv[1], sys.argv[2]
images = {}
for path in sorted(glob.glob(os.path.join(root, '*.json'))):
    d = json.load(open(path, encoding='utf-8'))
    tags = [a['name'] for a in d['annotations'] if 'tag' in a]
    images[os.path.basename(path)[:-5]] = (tags, sum(a['name'] == 'Lung' for a in d['annotations']), d['image']['original_filename'].lower())
rows = {r['filename'].lower(): r for r in csv.DictReader(open(table, encoding='utf-8', errors='replace'))}
def get(tags, key):
    for t in tags:
        m = re.fullmatch(re.escape(key) + r'[/:]\s*(.*)', t)
        if m: return m.group(1)
def num(x):
    try: return float(x)
    except (TypeError, ValueError): return None
found = collections.defaultdict(list)
patients = collections.defaultdict(list)
for i, (tags, lungs, name) in images.items():
    row = rows.get(name); view = get(tags, 'View')
    p = get(tags, 'PatientID'); patients[p].append(i)
    def hit(rule, yes, n=1):
        if yes: found[rule].extend([i] * n)
    hit('T1', 'X-ray' not in tags and 'CT' not in tags)
    hit('T2', view is None)
    hit('T3', ('X-ray' in tags and 'CT' in tags) or ('CT' in tags and view not in ('Axial', 'Coronal')) or ('X-ray' in tags and view in ('Axial', 'Coronal')))
    hit('T4', len({t for t in tags if t.startswith('View/')}) > 1)
    hit('T5', len({t for t in tags if t.startswith('Sex/')}) > 1)
    hit('T7', view in ('PA', 'AP', 'AP_Supine') and lungs == 0)
    age, temp, sat = num(get(tags, 'Age')), num(get(tags, 'Temperature')), num(get(tags, 'pO2_saturation'))
    hit('T8', age is not None and not 0 <= age <= 120)
    hit('T9', temp is not None and not 30 <= temp <= 45)
    hit('T10', sat is not None and sat > 100)
    hit('T11', sat is not None and sat < 60)
    leu, neu, lym = (num(get(tags, k)) for k in ('Leukocyte_count', 'Neutrophil_count', 'Lymphocyte_count_on_admission'))
    hit('T12', (leu or 1) > 100 or (neu or 1) > 30 or (lym or 1) > 10 or 0 in (leu, neu, lym))
    hit('T15', len(tags) != len({t.lower() for t in tags}))
    hit('T16', any(num(t) is not None for t in tags))
    hit('T17', any('\ufffd' in t for t in tags))
    hit('T18', (get(tags, 'Intubation') == 'N' and 'Y' in (get(tags, 'Intubation_present'), get(tags, 'Extubated'))) or (get(tags, 'ICU_admission') == 'N' and get(tags, 'In_ICU_scan') == 'Y'))
    hit('T19', p is None)
    gone = row is None and any(r['patientid'] == p for r in rows.values())
    hit('M1', row is None and not gone); hit('M2', gone)
    if row is None: continue
    hit('M3', row['finding'] not in ('todo', 'Unknown', '') and ('COVID-19' in tags) != ('COVID-19' in row['finding']))
    pairs = dict(View='view', Sex='sex', Age='age', PatientID='patientid', location='location', Survival='survival', ICU_admission='went_icu', In_ICU_scan='in_icu', Intubation='intubated',
        Intubation_present='intubation_present', Extubated='extubated', Needed_supplemental_O2='needed_supplemental_O2', Temperature='temperature', pO2_saturation='pO2_saturation',
        Leukocyte_count='leukocyte_count', Neutrophil_count='neutrophil_count', Lymphocyte_count_on_admission='lymphocyte_count')
    for key, column in pairs.items():
        a, b = get(tags, key), row[column].strip()
        same = a == b or (num(a) is not None and num(a) == num(b)) or a == {'L': 'Lateral', 'AP Supine': 'AP_Supine'}.get(b) or '\ufffd' in (a or '')
        hit('M4', a is not None and b not in ('', '?') and not same); hit('M5', a is not None and b == ''); hit('M6', a is None and b not in ('', '?'))
    hit('M6', 'X-ray' not in tags and 'CT' not in tags and row['modality'])
    licence = row['license'].strip()
    hit('M7', not licence); hit('M8', 'ND' in licence.split('-')[-1]); hit('M9', '-NC' in licence)
for p, ids in patients.items():
    def differ(f): return len({f(i) for i in ids} - {None}) > 1
    if differ(lambda i: get(images[i][0], 'Sex')): found['T20'].append(ids[0])
    ages = [num(get(images[i][0], 'Age')) for i in ids if get(images[i][0], 'Age')]
    if ages and max(ages) - min(ages) > 1: found['T21'].append(ids[0])
    if any(differ(lambda i: get(images[i][0], k)) for k in ('Survival', 'ICU_admission', 'Intubation', 'Needed_supplemental_O2')): found['T22'].append(ids[0])
    if differ(lambda i: get(images[i][0], 'location')): found['T23'].append(ids[0])
    known = [rows[images[i][2]] for i in ids if images[i][2] in rows]
    if len({r['doi'].strip() for r in known}) > 1 or len({re.sub(r'^https?://(www\.)?|\?.*$', '', r['url']) for r in known}) > 1: found['T24'].append(ids[0])
for rule in sorted(found, key=lambda r: (r[0] == 'M', int(r[1:]))):
    print(rule, *sorted(found[rule]))
