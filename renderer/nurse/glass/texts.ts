import { dictionary } from '../../shared/i18n/dictionary.ts';

/** What stands on the glass of a small signature pad: read by the patient, so Chinese first and few words. */
export const glassTexts = dictionary(
  {
    patient: '患者 {name}',
    signer: '签名人 {name}',
    fieldOf: '{label}（{n}/{all}）',
    signHere: '请在框内签名',
    again: '重签',
    clear: '清除',
    confirm: '确认',
    notShown: '签字板没有显示签名页',
    showAgain: '重新显示',
  },
  {
    patient: 'Patient {name}',
    signer: 'Signer {name}',
    fieldOf: '{label} ({n}/{all})',
    signHere: 'Sign in this box',
    again: 'Start over',
    clear: 'Clear',
    confirm: 'Confirm',
    notShown: 'The signature pad does not show the signing page',
    showAgain: 'Show it again',
  },
);
