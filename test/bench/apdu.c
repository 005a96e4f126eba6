/* The peer of the card driver: connects to a reader through libpcsclite and sends the same commands. Prints microseconds from
 * the connection's begin to the last answer. usage: apdu READER HEX... */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <winscard.h>

static double now(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return at.tv_sec * 1e6 + at.tv_nsec / 1e3;
}

int main(int count, char **words) {
  SCARDCONTEXT context;
  SCARDHANDLE card;
  DWORD protocol;
  if (count < 3 || SCardEstablishContext(SCARD_SCOPE_SYSTEM, NULL, NULL, &context) != SCARD_S_SUCCESS) return 2;
  double began = now();
  if (SCardConnect(context, words[1], SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &card, &protocol) !=
      SCARD_S_SUCCESS)
    return 3;
  const SCARD_IO_REQUEST *pci = protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
  for (int at = 2; at < count; at += 1) {
    unsigned char command[262], answer[264];
    DWORD length = strlen(words[at]) / 2, received = sizeof answer;
    for (DWORD byte = 0; byte < length; byte += 1) sscanf(words[at] + 2 * byte, "%2hhx", &command[byte]);
    if (SCardTransmit(card, pci, command, length, NULL, answer, &received) != SCARD_S_SUCCESS) return 4;
  }
  printf("%.1f\n", now() - began);
  SCardDisconnect(card, SCARD_LEAVE_CARD);
  SCardReleaseContext(context);
  return 0;
}
