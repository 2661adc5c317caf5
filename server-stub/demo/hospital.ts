import type { LoginRequest, Staff } from '@bedsign/contract';
import type { FormKind, FormPatient } from './forms/index.ts';
import { hospitalName } from './forms/page-frame.ts';

export type DemoDepartment = { code: string; name: string; description: string };
export type DemoPatient = Omit<FormPatient, 'departmentName'> & { departmentCode: string };
export type DemoAccount = LoginRequest & Pick<Staff, 'name' | 'role'>;
/** One form that waits for its signatures; `doctor` is the username of the doctor who signs it. */
export type DemoTask = { patientNumber: string; form: FormKind; doctor: string };

export type DemoHospital = {
  name: string;
  departments: readonly DemoDepartment[];
  patients: readonly DemoPatient[];
  tasks: readonly DemoTask[];
};

/** Who can log in to the demo. The passwords are public: a production server refuses these accounts. */
export const demoAccounts: readonly DemoAccount[] = [
  { username: 'N1001', password: 'demo-1001', name: '李静', role: 'nurse' },
  { username: 'N1002', password: 'demo-1002', name: '王晓燕', role: 'nurse' },
  { username: 'D2001', password: 'demo-2001', name: '陈志远', role: 'doctor' },
  { username: 'D2002', password: 'demo-2002', name: '林海涛', role: 'doctor' },
  { username: 'his', password: 'demo-his', name: 'HIS接口', role: 'integrator' },
  { username: 'admin', password: 'demo-admin', name: '系统管理员', role: 'administrator' },
];

const departments: readonly DemoDepartment[] = [
  { code: 'PWK', name: '普外科', description: '外科楼5层 · 胃肠、肝胆、甲状腺疾病的手术治疗' },
  { code: 'GK', name: '骨科', description: '外科楼7层 · 创伤、关节、脊柱外科' },
  { code: 'FCK', name: '妇产科', description: '妇儿楼3层 · 妇科手术与产科分娩' },
  { code: 'XYNK', name: '血液内科', description: '内科楼9层 · 贫血、白血病及出凝血疾病' },
];

type PatientRow = readonly [
  number: string,
  name: string,
  sex: DemoPatient['sex'],
  birthDate: string,
  departmentCode: string,
  bed: string,
  diagnosis: string,
];

/** Invented persons. */
const patientRows: readonly PatientRow[] = [
  ['2026110234', '王芳', 'female', '1984-03-12', 'PWK', '08', '胆囊结石伴慢性胆囊炎'],
  ['2026110241', '欧阳文静', 'female', '1979-05-18', 'PWK', '12', '胆囊多发息肉样病变（最大径1.2 cm）'],
  ['2026110258', '李建国', 'male', '1958-11-02', 'PWK', '15', '急性结石性胆囊炎；高血压病2级'],
  ['2026110263', '阿依古丽·买买提', 'female', '1990-07-25', 'GK', '03', '左胫骨平台骨折'],
  ['2026110271', '张志强', 'male', '1966-01-30', 'GK', '06', '右股骨颈骨折'],
  ['2026110288', '陈秀英', 'female', '1949-09-09', 'GK', '21', '双膝重度骨关节炎'],
  ['2026110294', '刘梦瑶', 'female', '1985-12-05', 'FCK', '02', '子宫多发性平滑肌瘤；中度贫血'],
  ['2026110303', '赵雨欣', 'female', '1993-04-21', 'FCK', '17', '孕37周，单活胎；完全性前置胎盘'],
  ['2026110310', '孙浩然', 'male', '2001-06-16', 'XYNK', '05', '急性髓系白血病（M2型），诱导化疗后骨髓抑制'],
  ['2026110327', '周德明', 'male', '1961-08-08', 'XYNK', '11', '骨髓增生异常综合征'],
];

/** The hospital of the demo, made on the server's first run. */
export const demoHospital: DemoHospital = {
  name: hospitalName,
  departments,
  patients: patientRows.map(([number, name, sex, birthDate, departmentCode, bed, diagnosis]) => ({
    number,
    name,
    sex,
    birthDate,
    departmentCode,
    bed,
    diagnosis,
  })),
  tasks: [
    { patientNumber: '2026110234', form: 'surgery', doctor: 'D2001' },
    { patientNumber: '2026110234', form: 'anaesthesia', doctor: 'D2002' },
    { patientNumber: '2026110241', form: 'surgery', doctor: 'D2001' },
    { patientNumber: '2026110258', form: 'surgery', doctor: 'D2001' },
    { patientNumber: '2026110258', form: 'anaesthesia', doctor: 'D2002' },
    { patientNumber: '2026110263', form: 'anaesthesia', doctor: 'D2002' },
    { patientNumber: '2026110271', form: 'anaesthesia', doctor: 'D2002' },
    { patientNumber: '2026110271', form: 'transfusion', doctor: 'D2001' },
    { patientNumber: '2026110288', form: 'transfusion', doctor: 'D2001' },
    { patientNumber: '2026110294', form: 'anaesthesia', doctor: 'D2002' },
    { patientNumber: '2026110294', form: 'transfusion', doctor: 'D2001' },
    { patientNumber: '2026110303', form: 'transfusion', doctor: 'D2001' },
    { patientNumber: '2026110310', form: 'transfusion', doctor: 'D2001' },
    { patientNumber: '2026110327', form: 'transfusion', doctor: 'D2001' },
  ],
};
