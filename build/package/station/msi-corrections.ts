import { properties, registryKey } from './wxs.ts';

const secured = ['WIX_UPGRADE_DETECTED', 'WIX_DOWNGRADE_DETECTED', ...Object.keys(properties), 'PURGE'].join(';');

/** Permanent, 64-bit, key path in the registry (Component table, Attributes). */
const permanent = 16 + 256 + 4;

/**
 * Program from a folder (34), deferred (1024), as the system (2048), whatever it returns (64)
 * (learn.microsoft.com, "Custom Action In-Script Execution Options").
 */
const deferredCommand = 34 + 1024 + 2048 + 64;

/** Deletes settings, credential and policy; journals stand in the users' own folders and stay. */
const purge = `[SystemFolder]cmd.exe /d /c rmdir /s /q "[CommonAppDataFolder]BedSign" & reg delete "HKLM\\${registryKey}" /f /reg:64`;

/** What Windows Installer can and wixl has no words for, as SQL on the finished database. */
export const corrections: string[] = [
  // Without it msiexec drops these on their way to its elevated half.
  "DELETE FROM `Property` WHERE `Property` = 'SecureCustomProperties'",
  `INSERT INTO \`Property\` (\`Property\`, \`Value\`) VALUES ('SecureCustomProperties', '${secured}')`,
  // A value that was not given is not written; one that was given outlives an upgrade, which gives none.
  ...Object.keys(properties).map(
    (property) =>
      `UPDATE \`Component\` SET \`Condition\` = '${property}', \`Attributes\` = ${permanent} WHERE \`Component\` = 'Setting${property}'`,
  ),
  "UPDATE `Component` SET `Condition` = 'NOT AUTOSTART=\"0\"' WHERE `Component` = 'Autostart'",
  // Minimised (SW_SHOWMINNOACTIVE): Node is a console program, and its window is of no use to a nurse.
  'UPDATE `Shortcut` SET `ShowCmd` = 7',
  `INSERT INTO \`CustomAction\` (\`Action\`, \`Type\`, \`Source\`, \`Target\`) VALUES ('Purge', ${deferredCommand}, 'TARGETDIR', '${purge}')`,
  'INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ' +
    '(\'Purge\', \'REMOVE="ALL" AND PURGE="1" AND NOT UPGRADINGPRODUCTCODE\', 6550)',
];
