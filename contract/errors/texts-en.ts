import type { ErrorCode, ErrorText } from './codes.ts';

/** The second language of the pages, and what logs say. */
export const textsEn: Record<ErrorCode, ErrorText> = {
  INTERNAL: {
    what: 'Something went wrong inside the system',
    next: 'Try again; if it happens again, give IT this code',
  },
  INVALID_REQUEST: {
    what: 'The request does not match the interface',
    next: "Check the call's parameters, or update the client",
  },
  UNAUTHENTICATED: { what: 'You are not signed in any more', next: 'Sign in again' },
  LOGIN_FAILED: { what: 'Wrong staff number or password', next: 'Check both and try again' },
  FORBIDDEN: { what: 'You may not do this', next: 'If you need to, ask IT for the right' },
  NOT_FOUND: { what: 'No such record', next: 'Refresh the list and try again' },
  PAYLOAD_TOO_LARGE: { what: 'The file is larger than allowed', next: 'Make it smaller or split it' },
  RATE_LIMITED: { what: 'Too many attempts', next: 'Wait a moment and try again' },
  UNKNOWN_HOST: {
    what: 'This server does not go by the host name of the request',
    next: "Use the server's own address; to use a name, start the server with --host NAME",
  },
  DATABASE_BUSY: { what: 'The database is busy', next: 'It is retried by itself; nothing is lost' },
  DISK_FULL: { what: 'The disk is full', next: 'Ask IT to free space; confirmed signatures are kept' },
  STORAGE_DAMAGED: { what: 'Stored data failed its check', next: 'Ask IT to restore it from the backup' },
  DATA_FOLDER_NOT_FOUND: {
    what: "There is no signing server's data in this folder",
    next: 'Check the --data path; a new server begins with init',
  },
  MASTER_KEY_MISSING: {
    what: 'The data folder has lost its master key, without which nothing sealed in it opens',
    next: 'Restore secrets/master.key (mode 600) from the backup; no new key is made, delete nothing',
  },
  SEARCH_TOO_BROAD: {
    what: 'The search takes too long',
    next: 'Narrow the time range, or search by serial number or digest',
  },
  TOKEN_LOG_DAMAGED: {
    what: 'The log of issued time stamps was changed or damaged',
    next: 'Keep the folder named in the detail, restore it from the backup, and find out who or what changed it',
  },
  DATA_FOLDER_IN_USE: { what: 'Another program is using the data folder', next: 'Stop the other program first' },
  DOCUMENT_NOT_PDF: { what: 'This is not a PDF file', next: 'Export it as PDF and submit it again' },
  DOCUMENT_DAMAGED: { what: 'The PDF file is damaged or incomplete', next: 'Export it again from the record system' },
  DOCUMENT_ENCRYPTED: { what: 'The PDF file is encrypted', next: 'Export it without encryption' },
  DOCUMENT_LOCKED: {
    what: 'The PDF is certified, and its certification permits no changes',
    next: 'Export it again without that restriction',
  },
  DOCUMENT_SIGNATURE_BROKEN: {
    what: 'The PDF carries a signature that does not hold, or was changed after it was signed',
    next: 'Export it again from the record system, without signatures',
  },
  DOCUMENT_SIGNED_ELSEWHERE: {
    what: 'The PDF carries a signature of another system, for which this one cannot vouch',
    next: 'Submit it as it was before; who signed there can sign here too',
  },
  DOCUMENT_XFA: {
    what: 'The PDF is an XFA form, which different readers show differently',
    next: 'Print or save it as an ordinary PDF',
  },
  DOCUMENT_ACTIVE: {
    what: 'The PDF has scripts or actions that can change what it shows after it was signed',
    next: 'Print it as a PDF, or export it without scripts',
  },
  DOCUMENT_TOO_MANY_PAGES: { what: 'The PDF has more pages than allowed', next: 'Split the document' },
  FIELD_NOT_FOUND: {
    what: 'The place to sign was not found in the document',
    next: 'Check the keyword or the field name',
  },
  FIELD_NOT_SIGNABLE: {
    what: 'The form field cannot take a signature: it is filled in, or is neither a signature nor a text field',
    next: 'Name an empty signature or text field, or place by keyword or rectangle',
  },
  FIELD_OUTSIDE_PAGE: {
    what: 'The place to sign lies outside the page',
    next: 'Check the page number and the rectangle',
  },
  FIELD_TOO_SMALL: { what: 'The place to sign is too small to write in', next: 'Make it at least 20 × 12 points' },
  FIELD_OVERLAPS: {
    what: 'The place overlaps another signature or an annotation',
    next: 'Give each signer a place of their own',
  },
  FIELD_ALREADY_SIGNED: { what: 'This field is signed already', next: 'Refresh the task list' },
  TASK_CLOSED: { what: 'The task is finished or cancelled', next: 'Refresh the task list' },
  EVIDENCE_MALFORMED: { what: 'The evidence is not in the right format', next: 'Update the station and sign again' },
  EVIDENCE_NOT_DECRYPTABLE: {
    what: 'The evidence cannot be decrypted',
    next: 'Check that the station talks to the right server',
  },
  EVIDENCE_REPLAYED: { what: 'This evidence was used before', next: 'Nothing to do; ask IT if in doubt' },
  CAPTURE_CONFLICT: {
    what: 'A different signature was submitted under the same number',
    next: 'Ask IT to look into it',
  },
  CHIP_SIGNATURE_INVALID: {
    what: "The signature of the pad's security chip is invalid",
    next: 'Use another pad and sign again',
  },
  DEVICE_CERTIFICATE_UNTRUSTED: { what: "The pad's certificate is not trusted", next: 'Ask IT to register this pad' },
  DEVICE_MISMATCH: { what: 'The evidence does not belong to this pad', next: 'Sign again; if it repeats, call IT' },
  SIMULATED_DEVICE_REFUSED: { what: 'A production system does not accept a simulated pad', next: 'Connect a real pad' },
  DIGEST_MISMATCH: {
    what: 'What was signed is not the document on the server',
    next: 'Open the document again and sign again',
  },
  TIMES_OUT_OF_ORDER: {
    what: 'The times of the signing are out of order',
    next: "Set the station's clock and sign again",
  },
  CLOCK_SKEW: {
    what: "The station's clock is too far from the server's",
    next: "Set the station's clock, then submit again",
  },
  NO_STROKES: { what: 'There is no handwriting yet', next: 'Ask the patient to write in the box' },
  STROKES_OUTSIDE_FIELD: { what: 'The handwriting leaves the box', next: 'Clear it and write inside the box' },
  FINGERPRINT_REQUIRED: { what: 'This document needs a fingerprint', next: 'Take the fingerprint, then submit' },
  PHOTO_REQUIRED: { what: 'This document needs a photo', next: 'Take the photo, then submit' },
  RESULT_NOT_VERIFIABLE: {
    what: 'The signed file would not verify and was not stored',
    next: 'Ask IT to look at the document; the evidence is kept on this station',
  },
  STORED_EVIDENCE_INVALID: {
    what: 'The stored evidence does not hold and was not handed out',
    next: 'Keep all files as they are, and ask IT to compare them with the backup',
  },
  CERTIFICATE_INVALID: { what: 'The certificate is invalid or not trusted', next: 'Ask IT to check the certificate' },
  CERTIFICATE_UNREADABLE: {
    what: 'The file holds no certificate that can be used',
    next: 'Choose the PEM (its chain may be in it) or DER file of one time-stamp certificate',
  },
  CERTIFICATE_ALGORITHM_UNSUPPORTED: {
    what: "The certificate's algorithm is not supported",
    next: 'Use a certificate with SM2 or ECDSA P-256',
  },
  CERTIFICATE_NOT_FOR_TIME_STAMPS: {
    what: 'This is not a time-stamp certificate',
    next: 'Its extended key usage must be time stamping alone, and critical (RFC 3161); ask its issuer for one',
  },
  CERTIFICATE_EXPIRED: { what: 'The certificate has expired', next: 'Import the renewed one' },
  CERTIFICATE_CHAIN_INCOMPLETE: {
    what: "This certifies the server's own key, but its root is not in the file",
    next: "Put the issuer's intermediate and root certificates into the PEM file too",
  },
  CERTIFICATE_DUPLICATE: { what: 'The certificate was imported before', next: 'Nothing to do; find it in the list' },
  TIME_STAMP_FAILED: { what: 'The time stamp could not be issued', next: 'It is retried by itself; nothing is lost' },
  TIME_STAMP_REFUSED: { what: 'The time-stamp query cannot be granted', next: 'Change it as the detail says' },
  TIME_STAMP_UNREADABLE: {
    what: 'This is no time stamp',
    next: 'Take the .tsr file that the time-stamp server answered with (RFC 3161)',
  },
  TIME_NOT_AVAILABLE: {
    what: 'The server has no trusted time at the moment, so it issues no time stamps',
    next: 'It is retried by itself, nothing is lost; if it lasts, ask IT to check the time sources',
  },
  ASN1_MALFORMED: { what: 'The data is not encoded correctly', next: 'Check that the file is complete' },
  PAD_NOT_CONNECTED: { what: 'No signature pad found', next: 'Check that its USB cable is plugged in' },
  PAD_LOST: { what: 'The pad was disconnected', next: 'Plug it in again; nothing confirmed is lost' },
  FINGERPRINT_NOT_CONNECTED: { what: 'No fingerprint reader found', next: 'Check that its USB cable is plugged in' },
  FINGERPRINT_NO_FINGER: { what: 'No finger was seen', next: 'Lay the finger flat on the window' },
  FINGERPRINT_EMPTY: {
    what: 'There is hardly any fingerprint in the picture',
    next: 'Wipe the window, lay the finger flat on its middle, press a little, try again',
  },
  FINGERPRINT_PARTIAL: {
    what: 'Only a small part of the fingerprint was seen',
    next: 'Lay the whole pad of the finger on the middle, not the tip alone, and try again',
  },
  FINGERPRINT_SMEARED: {
    what: 'The fingerprint is blurred',
    next: 'Dry the finger, or breathe on it if it is very dry, keep it still, try again',
  },
  FINGERPRINT_FAILED: { what: 'The fingerprint reader failed', next: 'Unplug it, plug it in, try again' },
  CHIP_NOT_CONNECTED: { what: "The pad's security chip was not found", next: 'Unplug the pad and plug it in again' },
  CHIP_PIN_NEEDED: {
    what: 'The security chip waits for its PIN',
    next: 'Enter it under “Devices”; ask IT if you do not know it',
  },
  CHIP_PIN_WRONG: {
    what: "The chip's PIN is wrong",
    next: 'Check it and enter it again under “Devices”; too many wrong ones lock the chip',
  },
  CHIP_PIN_LOCKED: { what: "The chip's PIN is locked", next: 'Ask IT to unlock it, or use another pad' },
  CHIP_FAILED: { what: 'The security chip failed', next: 'Unplug the pad, plug it in, try again' },
  CALIBRATION_UNSTEADY: { what: 'The pen slid on the screen', next: "Tap the cross's centre once and lift at once" },
  CALIBRATION_INACCURATE: {
    what: 'The taps do not match the crosses; this calibration was not kept',
    next: "Calibrate again, tapping the centre of each cross; if that fails too, check under Devices which screen is the patient's, then call IT",
  },
  CALIBRATION_NOT_NEEDED: {
    what: "This pad has none of the computer's screens under its glass and needs no calibration",
    next: 'Simply sign on it',
  },
  DEVICE_ACCESS_DENIED: {
    what: 'The system does not let us open the device',
    next: "Ask IT to install the devices' access rules",
  },
  DEVICE_IN_USE: {
    what: 'Another program holds the device',
    next: 'Close other signing or driver programs; it is tried again by itself',
  },
  DEVICE_PROCESS_ENDED: {
    what: 'The device process ended unexpectedly',
    next: 'It is being restarted; nothing confirmed is lost',
  },
  CAMERA_ABSENT: { what: 'No camera found', next: 'Connect one, or continue with “no camera”' },
  CAMERA_DENIED: { what: 'The camera may not be used', next: "Allow the camera in the system's settings" },
  SESSION_BUSY: { what: 'The pad is in use for another document', next: 'Finish or cancel that signing first' },
  SESSION_STATE: { what: 'This cannot be done at this step', next: 'Follow the steps on the page' },
  SERVER_UNREACHABLE: {
    what: 'The signing server cannot be reached',
    next: 'Confirmed signatures are kept and are sent when it is back',
  },
  SERVER_FAULT: {
    what: 'The signing server answered with a fault',
    next: 'Confirmed signatures are kept and are tried again',
  },
  SERVER_SILENT: { what: 'The server does not answer', next: 'Check the network, and that the server is running' },
  STATION_UNREACHABLE: {
    what: 'The station program does not answer',
    next: 'It reconnects by itself; restart the program if it does not',
  },
  JOURNAL_DAMAGED: { what: "The station's journal is damaged", next: 'Delete nothing and call IT' },
  SETTINGS_INVALID: { what: 'One of the settings is not valid', next: 'Correct it as told, then save again' },
  SETTINGS_CONFLICT: {
    what: 'Another administrator has just changed the settings',
    next: 'Load them again, then make your change',
  },
  ACCESS_LIST_EXCLUDES_YOU: {
    what: 'These lists would shut out the address that you are using',
    next: 'Allow your address, take it off the deny list, or set this on the server itself',
  },
  BACKUP_UNKNOWN: { what: 'This is not a backup of BedSign', next: 'Choose a file made by server backup or the page' },
  BACKUP_TOO_NEW: { what: 'The backup was made by a newer release', next: 'Update this machine first, then restore' },
  BACKUP_DAMAGED: { what: 'The backup file is incomplete or damaged', next: 'Copy it again, or use another backup' },
  BACKUP_PASSPHRASE_WRONG: {
    what: 'Wrong passphrase of the backup',
    next: 'Check it; a backup does not open without its passphrase',
  },
  DATA_FOLDER_USED: {
    what: 'The data folder is in use already',
    next: 'Restore into an empty folder, or add --replace: what is there is moved aside and kept',
  },
  UPDATE_PACKAGE_UNKNOWN: {
    what: "The file's name is not that of a package of this product",
    next: 'Use a file that npm run package made, under its own name',
  },
  UPDATE_FEED_UNREADABLE: {
    what: 'The list of updates from the server cannot be read',
    next: "Compare the server's version, or ask the vendor",
  },
  UPDATE_SIGNER_UNKNOWN: {
    what: "The list of updates was not signed by this hospital's signing server",
    next: "Nothing was installed; check the server's address and the root certificate here, and tell who is responsible for security",
  },
  UPDATE_SIGNATURE_INVALID: {
    what: 'The signature of the list of updates does not hold; it may have been changed',
    next: 'Nothing was installed; tell who is responsible for security',
  },
  UPDATE_FEED_EXPIRED: {
    what: 'The list of updates has expired',
    next: 'Compare the clocks of this machine and of the signing server',
  },
  UPDATE_ROLLBACK: {
    what: 'The update is older than what is there',
    next: 'Nothing was installed; IT can install an older version by hand',
  },
  UPDATE_FILE_CHANGED: {
    what: 'The downloaded package is not the one in the list of updates',
    next: 'Nothing was installed; it is tried again, and if it stays so, publish the package again on the server',
  },
  UPDATE_FAILED: {
    what: 'The system refused to install the update',
    next: 'Follow what the system says in the detail, or install it by hand',
  },
  CONFIG_INVALID: { what: 'The settings are not valid', next: 'Change the settings as told' },
  DEMO_REFUSED: {
    what: 'A production system does not accept demo accounts, keys or certificates',
    next: 'Use real accounts and certificates',
  },
  PORT_IN_USE: { what: 'The port is in use', next: 'Stop the other program or choose one with --port' },
  NODE_TOO_OLD: { what: 'This Node.js is too old', next: 'Start with npm run, which uses the pinned Node 24' },
  SYSTEM_PACKAGE_MISSING: { what: 'A system package is missing', next: 'Run the apt-get line shown' },
  TRUST_ANCHOR_MISSING: { what: 'No trusted root certificate was given', next: 'Name one with --trust' },
  WORKSTATION_SETTINGS_INVALID: {
    what: "One of this workstation's settings is not valid",
    next: 'Correct it in the file or registry key named in the detail, then start again',
  },
  WORKSTATION_NOT_CONFIGURED: {
    what: 'This workstation has no address of a signing server yet',
    next: 'Write serverUrl into the policy file, or install again with SERVERURL=',
  },
  STATION_CREDENTIAL_UNUSABLE: {
    what: "The workstation's credential file is missing, unreadable or malformed",
    next: 'Copy the file that add-station wrote on the server to the place named in the detail',
  },
  STATION_CREDENTIAL_MISMATCH: {
    what: 'The credential file belongs to another workstation',
    next: "Copy this workstation's own file, or correct stationId",
  },
  TASK_LINK_INVALID: {
    what: 'The link does not name a task',
    next: 'Click it again in the HIS; call IT if that fails',
  },
  BROWSER_MISSING: {
    what: 'No usable browser was found',
    next: 'Install Chromium or Edge, or name another shell in the settings',
  },
};
