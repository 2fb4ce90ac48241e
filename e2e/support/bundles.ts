/** Bundles as a hospital sends them, about invented people. */

import { randomUUID } from 'node:crypto';
import { FACILITY } from './server';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;
export type Bundle = { resourceType: 'Bundle'; [key: string]: Json };

export interface Person {
  name: string;
  kana: string;
  gender: 'female' | 'male';
  birthDate: string;
  /** 保険者番号:記号:番号:枝番 */
  insuredId: string;
  hospitalNumber: string;
}

export const HARUNO: Person = {
  name: '試験 春野',
  kana: 'シケン ハルノ',
  gender: 'female',
  birthDate: '1958-04-09',
  insuredId: '99999991:試験:１０１:01',
  hospitalNumber: 'E2E0000101',
};

/** What {@link everythingAbout} tells, for the tests to look for. */
export const STORY = {
  clinic: '試験みなと診療所',
  doctor: '試験 医師',
  mainDiagnosis: '高血圧症',
  secondDiagnosis: '狭心症',
  plan: '血圧の薬を続けてください。',
  advice: '毎日30分ほど歩きましょう。',
  longTermDiagnosis: '十二指腸潰瘍',
  drugContraindication: 'ペニシリン系抗生物質',
  foodAllergy: 'サバ',
  labItem: { ja: 'アルブミン', en: 'Albumin' },
  labValue: '3.9',
  infection: 'HBs抗原',
  medicine: 'アムロジピン錠５ｍｇ',
};

/** Six information and a patient summary: the record that the pages are read with. */
export function everythingAbout(person: Person): Bundle[] {
  return [
    collection(person, 'Condition', [diagnosis({ id: 'D1', text: STORY.longTermDiagnosis, key: '20064049', onset: '2020-04-10' })]),
    collection(person, 'AllergyIntolerance', [
      allergy({ id: 'A1', text: STORY.drugContraindication, category: 'medication', criticality: 'high' }),
      allergy({ id: 'A2', text: STORY.foodAllergy, category: 'food', criticality: 'low' }),
    ]),
    collection(person, 'Observation', [
      laboratory({ id: 'O1', text: STORY.labItem.ja, code: '3A015000001827101', display: 'ALB', list: 'Core', quantity: [STORY.labValue, 'g/dL', '4.1', '5.1'] }),
      laboratory({ id: 'O2', text: STORY.infection, code: '5F016141002306211', display: 'HBs抗原', list: 'Infection', words: '陰性' }),
    ]),
    collection(person, 'MedicationRequest', [prescription({ id: 'M1', text: STORY.medicine, yj: '2171022F2142', start: '2024-07-20', days: 28 })]),
    patientSummary(person),
  ];
}

/** 患者サマリー (ePCS), shaped as the official example: two diagnoses that share one identifier, and a plan. */
export function patientSummary(person: Person, date = '2024-07-07'): Bundle {
  const [composition, patient, practitioner, organization, encounter, plan, second, main] = Array.from({ length: 8 }, urn);
  const entry = (fullUrl: string, resource: Json) => ({ fullUrl, resource: about(resource, patient) });
  return {
    resourceType: 'Bundle',
    meta: { lastUpdated: `${date}T10:00:00+09:00`, profile: ['http://jpfhir.jp/fhir/clins/StructureDefinition/JP_Bundle_ePCS|1'] },
    language: 'ja',
    type: 'document',
    identifier: bundleIdentifier(person, 'PCS'),
    timestamp: `${date}T10:00:00+09:00`,
    entry: [
      entry(composition, {
        resourceType: 'Composition',
        meta: meta('http://jpfhir.jp/fhir/ePCS/StructureDefinition/JP_Composition_ePCS|1'),
        language: 'ja',
        extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/composition-clinicaldocument-versionNumber', valueString: '1.0' }],
        identifier: resourceIdentifier(`${person.hospitalNumber}-PCS`)[0],
        status: 'final',
        type: { coding: [{ system: 'http://jpfhir.jp/fhir/Common/CodeSystem/doc-typecodes', code: '56447-6', display: '計画書' }] },
        category: [{ coding: [{ system: 'http://jpfhir.jp/fhir/Common/CodeSystem/doc-subtypecodes', code: 'OUTPATIENT', display: '外来文書' }] }],
        subject: { reference: patient },
        encounter: { reference: encounter },
        date: `${date}T12:12:20+09:00`,
        author: [{ reference: practitioner }, { reference: organization }],
        title: '患者サマリー（療養計画書）',
        section: [
          {
            title: '計画サマリー',
            code: { coding: [{ system: 'http://jpfhir.jp/fhir/clins/CodeSystem/document-section', code: '422', display: '計画サマリーセクション' }] },
            entry: [plan, second, main].map((reference) => ({ reference })),
          },
        ],
      }),
      entry(patient, patientResource(person)),
      entry(practitioner, {
        resourceType: 'Practitioner',
        meta: meta('http://jpfhir.jp/fhir/eCS/StructureDefinition/JP_Practitioner_eCS'),
        identifier: [{ system: `urn:oid:1.2.392.100495.20.3.41.1${FACILITY}`, value: 'D001' }],
        name: [humanName(STORY.doctor, 'IDE'), humanName('シケン イシ', 'SYL')],
      }),
      entry(organization, {
        resourceType: 'Organization',
        meta: meta('http://jpfhir.jp/fhir/eCS/StructureDefinition/JP_Organization_eCS'),
        extension: [department()],
        identifier: [institution()],
        type: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/organization-type', code: 'prov' }] }],
        name: STORY.clinic,
      }),
      entry(encounter, {
        ...outpatientEncounter(),
        meta: meta('http://jpfhir.jp/fhir/eCS/StructureDefinition/JP_Encounter_eCS'),
        period: { start: date },
      }),
      entry(plan, {
        resourceType: 'CarePlan',
        meta: meta('http://jpfhir.jp/fhir/eCS/StructureDefinition/JP_CarePlan_ePCS'),
        language: 'ja',
        identifier: resourceIdentifier(`${person.hospitalNumber}-PLAN`),
        status: 'active',
        intent: 'plan',
        category: [{ coding: [{ system: 'http://jpfhir.jp/fhir/CarePlan/CodeSystem/category', code: 'followup-plan', display: '外来診療経過中プラン' }] }],
        title: '療養計画',
        // The official example separates its lines like this.
        description: `${STORY.plan}\r\n${STORY.advice}`,
        subject: {},
        period: { start: date },
        created: date,
      }),
      entry(second, diagnosis({ id: 'PCS-1', text: STORY.secondDiagnosis, key: '20058911', onset: '2018-08-21' })),
      entry(main, diagnosis({ id: 'PCS-1', text: STORY.mainDiagnosis, key: '20061593', onset: '2018-08-21', principal: true })),
    ],
  };
}

/** 診療情報提供書: each section's own words, and entries under a section of their own. */
export function letter(person: Person, { id, title = '診療情報提供書', date = '2024-07-10', sections, entries = [] }: LetterFacts): Bundle {
  const [composition, patient, practitioner, organization] = Array.from({ length: 4 }, urn);
  const addressed = entries.map((resource) => ({ fullUrl: urn(), resource: about(resource, patient) }));
  const section = (code: string, title: string, content: Json) => ({
    title,
    code: { coding: [{ system: 'http://jpfhir.jp/fhir/clins/CodeSystem/document-section', code }] },
    ...content,
  });
  return {
    resourceType: 'Bundle',
    meta: { lastUpdated: `${date}T10:00:00+09:00`, profile: ['http://jpfhir.jp/fhir/clins/StructureDefinition/JP_Bundle_eReferral|1'] },
    language: 'ja',
    type: 'document',
    identifier: bundleIdentifier(person, id),
    timestamp: `${date}T10:00:00+09:00`,
    entry: [
      {
        fullUrl: composition,
        resource: {
          resourceType: 'Composition',
          meta: meta('http://jpfhir.jp/fhir/eReferral/StructureDefinition/JP_Composition_eReferral|1'),
          language: 'ja',
          identifier: resourceIdentifier(`${person.hospitalNumber}-${id}`)[0],
          status: 'final',
          type: { coding: [{ system: 'http://jpfhir.jp/fhir/Common/CodeSystem/doc-typecodes', code: '57133-1', display: '診療情報提供書' }] },
          subject: { reference: patient },
          date: `${date}T12:00:00+09:00`,
          author: [{ reference: practitioner }, { reference: organization }],
          title,
          section: [
            ...sections.map(([title, words]) => section('950', title, { text: narrative(words) })),
            ...(addressed.length > 0
              ? [section('340', '傷病名・主訴', { entry: addressed.map(({ fullUrl }) => ({ reference: fullUrl })) })]
              : []),
          ],
        },
      },
      { fullUrl: patient, resource: patientResource(person) },
      { fullUrl: practitioner, resource: { resourceType: 'Practitioner', name: [humanName(STORY.doctor, 'IDE')] } },
      {
        fullUrl: organization,
        resource: { resourceType: 'Organization', identifier: [institution()], name: STORY.clinic },
      },
      ...addressed,
    ],
  };
}

interface LetterFacts {
  id: string;
  title?: string;
  date?: string;
  /** Title and words of each. */
  sections: [title: string, words: string][];
  entries?: Json[];
}

/** Lines of text as FHIR's XHTML. */
function narrative(words: string): Json {
  const escaped = words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\n/g, '<br/>');
  return { status: 'additional', div: `<div xmlns="http://www.w3.org/1999/xhtml">${escaped}</div>` };
}

/** Registration of one kind of information. */
export function collection(person: Person, tag: string, resources: Json[], serial = ''): Bundle {
  const patient = urn();
  return {
    resourceType: 'Bundle',
    meta: {
      lastUpdated: '2024-07-20T10:00:00+09:00',
      profile: ['http://jpfhir.jp/fhir/clins/StructureDefinition/JP_Bundle_CLINS|1'],
      tag: [{ system: 'http://jpfhir.jp/fhir/clins/CodeSystem/BundleResourceType_CS', code: tag }],
    },
    language: 'ja',
    type: 'collection',
    identifier: bundleIdentifier(person, `${tag.slice(0, 4)}${serial}`),
    timestamp: '2024-07-20T10:00:00+09:00',
    entry: [
      { fullUrl: patient, resource: patientResource(person) },
      ...resources.map((resource) => ({ fullUrl: urn(), resource: about(resource, patient) })),
    ],
  };
}

export function patientResource(person: Person): Json {
  return {
    resourceType: 'Patient',
    meta: meta('http://jpfhir.jp/fhir/eCS/StructureDefinition/JP_Patient_eCS'),
    language: 'ja',
    identifier: [
      { system: `urn:oid:1.2.392.100495.20.3.51.1${FACILITY}`, value: person.hospitalNumber },
      { system: 'http://jpfhir.jp/fhir/clins/Idsystem/JP_Insurance_memberID', value: person.insuredId },
    ],
    active: true,
    name: [humanName(person.name, 'IDE'), humanName(person.kana, 'SYL')],
    gender: person.gender,
    birthDate: person.birthDate,
    address: [{ text: '東京都試験区試験1-1', postalCode: '100-0000' }],
  };
}

interface DiagnosisFacts { id: string; text: string; key: string; onset: string; principal?: boolean; flags?: string[] }

export function diagnosis({ id, text, key, onset, principal, flags = [] }: DiagnosisFacts): Json {
  const main = {
    url: 'http://jpfhir.jp/fhir/eCS/Extension/StructureDefinition/JP_eCS_DiagnosisType',
    valueCodeableConcept: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/ex-diagnosistype', code: 'principal', display: '主病名' }] },
  };
  const tags = flags.map((code) => ({ system: 'http://jpfhir.jp/fhir/clins/CodeSystem/JP_ehrshrs_indication', code }));
  return {
    resourceType: 'Condition',
    meta: { ...meta('http://jpfhir.jp/fhir/eCS/StructureDefinition/JP_Condition_eCS|1'), ...(tags.length > 0 && { tag: tags }) },
    language: 'ja',
    contained: [{ ...outpatientEncounter(), id: 'encounter' }],
    extension: [institutionNumber(), department(), ...(principal ? [main] : [])],
    identifier: resourceIdentifier(`E2E-${id}`),
    clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
    verificationStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'confirmed' }] },
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'encounter-diagnosis' }] }],
    code: { coding: [{ system: 'http://medis.or.jp/CodeSystem/master-disease-keyNumber', code: key, display: text }], text },
    subject: {},
    encounter: { reference: '#encounter' },
    onsetDateTime: onset,
  };
}

interface AllergyFacts { id: string; text: string; category: string; criticality: string }

export function allergy({ id, text, category, criticality }: AllergyFacts): Json {
  const [system, code] =
    category === 'medication'
      ? ['http://jpfhir.jp/fhir/core/CodeSystem/JP_JfagyMedicationAllergen_CS', 'D9M000000000']
      : ['http://jpfhir.jp/fhir/core/CodeSystem/JP_JfagyFoodAllergen_CS', 'J9FC11310000'];
  return {
    resourceType: 'AllergyIntolerance',
    meta: meta('http://jpfhir.jp/fhir/eCS/StructureDefinition/JP_AllergyIntolerance_eCS|1'),
    language: 'ja',
    extension: [institutionNumber()],
    identifier: resourceIdentifier(`E2E-${id}`),
    clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }] },
    verificationStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification', code: 'confirmed' }] },
    type: 'allergy',
    category: [category],
    criticality,
    code: { coding: [{ system, code, display: text }], text },
    patient: {},
    onsetDateTime: '2015-05-01',
  };
}

export interface LaboratoryFacts {
  id: string;
  text: string;
  code: string;
  display: string;
  list: 'Core' | 'Infection';
  /** value, unit, lower and upper limit, as printed */
  quantity?: [string, string, string, string];
  words?: string;
  /** When it was measured. */
  at?: string;
}

export function laboratory({ id, text, code, display, list, quantity, words, at = '2024-07-05T11:19:41+09:00' }: LaboratoryFacts): Json {
  return {
    resourceType: 'Observation',
    meta: meta('http://jpfhir.jp/fhir/eCS/StructureDefinition/JP_Observation_LabResult_eCS|1'),
    language: 'ja',
    contained: [
      { ...outpatientEncounter(), id: 'encounter' },
      { resourceType: 'Specimen', id: 'specimen', type: { text: '血清' } },
      { resourceType: 'Practitioner', id: 'practitioner', name: [humanName(STORY.doctor, 'IDE')] },
    ],
    extension: [institutionNumber(), department()],
    identifier: resourceIdentifier(`E2E-${id}`),
    status: 'final',
    category: [{ coding: [{ system: 'http://jpfhir.jp/fhir/core/CodeSystem/JP_SimpleObservationCategory_CS', code: 'laboratory' }] }],
    code: {
      coding: [
        { system: 'http://jpfhir.jp/fhir/clins/CodeSystem/JP_CLINS_ObsLabResult_LocalCode_CS', code: `L-${id}`, display: text },
        { system: `http://jpfhir.jp/fhir/clins/CodeSystem/JLAC10/JP_CLINS_ObsLabResult_${list}Labo_CS`, code, display },
      ],
      text,
    },
    subject: {},
    encounter: { reference: '#encounter' },
    effectiveDateTime: at,
    issued: '2024-07-05T15:38:59+09:00',
    performer: [{ reference: '#practitioner' }],
    ...(quantity && {
      valueQuantity: { value: Number(quantity[0]), unit: quantity[1] },
      referenceRange: [{ low: { value: Number(quantity[2]), unit: quantity[1] }, high: { value: Number(quantity[3]), unit: quantity[1] } }],
      interpretation: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: 'L' }] }],
    }),
    ...(words && { valueCodeableConcept: { text: words } }),
    specimen: { reference: '#specimen' },
  };
}

interface PrescriptionFacts { id: string; text: string; yj: string; start: string; days: number }

export function prescription({ id, text, yj, start, days }: PrescriptionFacts): Json {
  const unit = { unit: '錠', system: 'http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationUnitMERIT9Code', code: 'TAB' };
  const ofDays = (value: number) => ({ value, unit: '日', system: 'http://unitsofmeasure.org', code: 'd' });
  return {
    resourceType: 'MedicationRequest',
    meta: meta('http://jpfhir.jp/fhir/eCS/StructureDefinition/JP_MedicationRequest_eCS|1'),
    language: 'ja',
    extension: [institutionNumber()],
    identifier: [
      { system: 'http://jpfhir.jp/fhir/core/mhlw/IdSystem/Medication-RPGroupNumber', value: '1' },
      { system: 'http://jpfhir.jp/fhir/core/mhlw/IdSystem/MedicationAdministrationIndex', value: '1' },
      ...resourceIdentifier(`E2E-${id}`),
    ],
    status: 'completed',
    intent: 'order',
    medicationCodeableConcept: { coding: [{ system: 'http://capstandard.jp/iyaku.info/CodeSystem/YJ-code', code: yj, display: text }], text },
    subject: {},
    authoredOn: `${start}T16:19:06+09:00`,
    dosageInstruction: [
      {
        extension: [{ url: 'http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_MedicationDosage_PeriodOfUse', valuePeriod: { start } }],
        text: '1日1回 朝食後 1回1錠',
        timing: {
          repeat: { boundsDuration: ofDays(days) },
          code: {
            coding: [{ system: 'http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationUsage_ePrescription', code: '1011000400000000', display: '１日１回朝食後　服用' }],
            text: '1日1回 朝食後',
          },
        },
        doseAndRate: [
          {
            type: { coding: [{ system: 'http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationIngredientStrengthStrengthType', code: '1', display: '製剤量' }] },
            doseQuantity: { value: 1, ...unit },
            rateRatio: { numerator: { value: 1, ...unit }, denominator: ofDays(1) },
          },
        ],
      },
    ],
    dispenseRequest: { quantity: { value: days, ...unit }, expectedSupplyDuration: ofDays(days) },
  };
}

const urn = () => `urn:uuid:${randomUUID()}`;
const meta = (profile: string) => ({ lastUpdated: '2024-07-07T10:00:00+09:00', profile: [profile] });
const resourceIdentifier = (value: string) => [{ system: 'http://jpfhir.jp/fhir/core/IdSystem/resourceInstance-identifier', value }];
const institution = () => ({ system: 'http://jpfhir.jp/fhir/core/IdSystem/insurance-medical-institution-no', value: FACILITY });
const bundleIdentifier = (person: Person, kind: string) => ({
  system: 'http://jpfhir.jp/fhir/clins/bundle-identifier',
  value: `${FACILITY}^2024^${person.hospitalNumber}-${kind}`,
});

/** Points a resource at its patient, by whichever name its type gives to that element. */
function about(resource: Json, patient: string): Json {
  if (resource.subject) return { ...resource, subject: { reference: patient } };
  if (resource.patient) return { ...resource, patient: { reference: patient } };
  return resource;
}

function humanName(text: string, representation: 'IDE' | 'SYL'): Json {
  const [family, given] = text.split(' ');
  return {
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation', valueCode: representation }],
    text,
    family,
    given: [given],
  };
}

function outpatientEncounter(): Json {
  return {
    resourceType: 'Encounter',
    identifier: resourceIdentifier('E2E-ENC-1'),
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: '外来' },
  };
}

function institutionNumber(): Json {
  return { url: 'http://jpfhir.jp/fhir/clins/Extension/StructureDefinition/JP_eCS_InstitutionNumber', valueIdentifier: institution() };
}

function department(): Json {
  return {
    url: 'http://jpfhir.jp/fhir/eCS/Extension/StructureDefinition/JP_eCS_Department',
    valueCodeableConcept: {
      coding: [{ system: 'http://jami.jp/SS-MIX2/CodeSystem/ClinicalDepartment', code: '08', display: '循環器科' }],
      text: '循環器内科',
    },
  };
}
