/*
 * A stand-in for a chip maker's GM/T 0016 library, for tests of how ours calls one: the width of ULONG, packed structures,
 * handles, right-aligned numbers. It signs nothing: r is the digest, s the digest backwards. The file that
 * SKF_STUB_CONTROL names says how the token is: "present", "absent", "crash", "hang".
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef ULONG
#define ULONG uint32_t
#endif
typedef int32_t BOOL;
typedef void *HANDLE;
typedef uint32_t RESULT;

#pragma pack(push, 1)
typedef struct { uint8_t major, minor; } VERSION;
typedef struct {
  VERSION version;
  char manufacturer[64], issuer[64], label[32], serial[32];
  VERSION hardware, firmware;
  ULONG symmetric, asymmetric, hash, deviceAuth, totalSpace, freeSpace, maxEcc, maxBuffer;
  uint8_t reserved[64];
} DEVINFO;
typedef struct { ULONG bits; uint8_t x[64], y[64]; } ECCPUBLICKEYBLOB;
typedef struct { uint8_t r[64], s[64]; } ECCSIGNATUREBLOB;
#pragma pack(pop)

enum {
  OK = 0, INVALID_HANDLE = 0x0A000005, INVALID_PARAMETER = 0x0A000006, CERT_NOT_FOUND = 0x0A00001C,
  BUFFER_TOO_SMALL = 0x0A000020, REMOVED = 0x0A000023, PIN_INCORRECT = 0x0A000024, PIN_LOCKED = 0x0A000025,
  NOT_LOGGED_IN = 0x0A00002D, NO_APPLICATION = 0x0A00002E
};
static const char name[] = "STUB token 1";
static char device, application, container;
static ULONG tries = 3;
static int loggedIn = 0;

static int present(void) {
  char word[16] = "present";
  const char *path = getenv("SKF_STUB_CONTROL");
  FILE *file = path ? fopen(path, "r") : NULL;
  if (file) { if (fscanf(file, "%15s", word) != 1) strcpy(word, "present"); fclose(file); }
  if (!strcmp(word, "crash")) abort();
  while (!strcmp(word, "hang")) sleep(60);
  if (!strcmp(word, "present")) return 1;
  loggedIn = 0;
  return 0;
}
#define REQUIRE(handle, expected) do { if (!present()) return REMOVED; if ((handle) != (HANDLE)&(expected)) return INVALID_HANDLE; } while (0)

RESULT SKF_EnumDev(BOOL onlyPresent, char *names, ULONG *size) {
  ULONG needed = present() ? sizeof name + 1 : 1;
  if (!onlyPresent) return INVALID_PARAMETER;
  if (names) { if (*size < needed) return BUFFER_TOO_SMALL; memset(names, 0, needed); if (needed > 1) memcpy(names, name, sizeof name); }
  *size = needed;
  return OK;
}
RESULT SKF_GetDevState(char *which, ULONG *state) { *state = !strcmp(which, name) && present(); return OK; }
RESULT SKF_ConnectDev(char *which, HANDLE *handle) {
  if (!present()) return REMOVED;
  if (strcmp(which, name)) return INVALID_PARAMETER;
  *handle = &device;
  return OK;
}
RESULT SKF_DisConnectDev(HANDLE handle) { REQUIRE(handle, device); return OK; }
RESULT SKF_GetDevInfo(HANDLE handle, DEVINFO *info) {
  REQUIRE(handle, device);
  memset(info, 0, sizeof *info);
  info->version.major = 1;
  strcpy(info->manufacturer, "Stub");
  memcpy(info->label, "\xb2\xe2\xca\xd4", 4); /* 测试 in GBK */
  strcpy(info->serial, "STUB0001");
  info->maxBuffer = 4096;
  return OK;
}
RESULT SKF_OpenApplication(HANDLE handle, char *which, HANDLE *out) {
  REQUIRE(handle, device);
  if (strcmp(which, "BEDSIGN")) return NO_APPLICATION;
  *out = &application;
  return OK;
}
RESULT SKF_CloseApplication(HANDLE handle) { REQUIRE(handle, application); return OK; }
RESULT SKF_GetPINInfo(HANDLE handle, ULONG type, ULONG *most, ULONG *left, BOOL *isDefault) {
  REQUIRE(handle, application);
  if (type != 1) return INVALID_PARAMETER;
  *most = 3; *left = tries; *isDefault = 0;
  return OK;
}
RESULT SKF_VerifyPIN(HANDLE handle, ULONG type, char *pin, ULONG *left) {
  REQUIRE(handle, application);
  if (type != 1) return INVALID_PARAMETER;
  loggedIn = 0;
  if (tries == 0) { *left = 0; return PIN_LOCKED; }
  if (strcmp(pin, "123456")) { *left = --tries; return tries ? PIN_INCORRECT : PIN_LOCKED; }
  tries = 3;
  *left = tries;
  loggedIn = 1;
  return OK;
}
RESULT SKF_ClearSecureState(HANDLE handle) { REQUIRE(handle, application); loggedIn = 0; return OK; }
RESULT SKF_OpenContainer(HANDLE handle, char *which, HANDLE *out) {
  REQUIRE(handle, application);
  if (strcmp(which, "SIGN")) return INVALID_PARAMETER;
  *out = &container;
  return OK;
}
RESULT SKF_CloseContainer(HANDLE handle) { REQUIRE(handle, container); return OK; }
RESULT SKF_ExportPublicKey(HANDLE handle, BOOL sign, uint8_t *blob, ULONG *length) {
  REQUIRE(handle, container);
  if (!sign) return INVALID_PARAMETER;
  if (*length < sizeof(ECCPUBLICKEYBLOB)) return BUFFER_TOO_SMALL;
  ECCPUBLICKEYBLOB *key = (ECCPUBLICKEYBLOB *)blob;
  memset(key, 0, sizeof *key);
  key->bits = 256;
  for (int i = 0; i < 32; i++) { key->x[32 + i] = (uint8_t)(i + 1); key->y[32 + i] = (uint8_t)(0x80 + i); }
  *length = sizeof *key;
  return OK;
}
RESULT SKF_ExportCertificate(HANDLE handle, BOOL sign, uint8_t *der, ULONG *length) {
  REQUIRE(handle, container);
  (void)sign; (void)der; (void)length;
  return CERT_NOT_FOUND;
}
RESULT SKF_ECCSignData(HANDLE handle, uint8_t *data, ULONG length, ECCSIGNATUREBLOB *signature) {
  REQUIRE(handle, container);
  if (!loggedIn) return NOT_LOGGED_IN;
  if (length != 32) return INVALID_PARAMETER;
  memset(signature, 0, sizeof *signature);
  for (int i = 0; i < 32; i++) { signature->r[32 + i] = data[i]; signature->s[32 + i] = data[31 - i]; }
  return OK;
}
RESULT SKF_GenRandom(HANDLE handle, uint8_t *out, ULONG length) {
  REQUIRE(handle, device);
  for (ULONG i = 0; i < length; i++) out[i] = (uint8_t)(i * 7 + 1);
  return OK;
}
