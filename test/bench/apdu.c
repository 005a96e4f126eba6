/* The peer of the card driver: waits at a reader through libpcsclite, and when it is its turn among those that wait there, it
 * connects to the card that came and sends the same commands. Prints, for each of its cards, the microseconds from the
 * connection's begin to the last answer. usage: apdu READER SIDES TURN HEX... */
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

static int read_card(SCARDCONTEXT context, const char *reader, int count, char **hex) {
  SCARDHANDLE card;
  DWORD protocol;
  double began = now();
  if (SCardConnect(context, reader, SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &card, &protocol) !=
      SCARD_S_SUCCESS)
    return 3;
  const SCARD_IO_REQUEST *pci = protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
  for (int at = 0; at < count; at += 1) {
    unsigned char command[262], answer[264];
    DWORD length = strlen(hex[at]) / 2, received = sizeof answer;
    for (DWORD byte = 0; byte < length; byte += 1) sscanf(hex[at] + 2 * byte, "%2hhx", &command[byte]);
    if (SCardTransmit(card, pci, command, length, NULL, answer, &received) != SCARD_S_SUCCESS) return 4;
  }
  printf("%.1f\n", now() - began);
  fflush(stdout);
  SCardDisconnect(card, SCARD_LEAVE_CARD);
  return 0;
}

int main(int count, char **words) {
  SCARDCONTEXT context;
  if (count < 5 || SCardEstablishContext(SCARD_SCOPE_SYSTEM, NULL, NULL, &context) != SCARD_S_SUCCESS) return 2;
  int sides = atoi(words[2]), turn = atoi(words[3]), card = -1, present = 0;
  SCARD_READERSTATE state = {.szReader = words[1], .dwCurrentState = SCARD_STATE_UNAWARE};
  for (int first = 1;; first = 0) {
    if (SCardGetStatusChange(context, INFINITE, &state, 1) != SCARD_S_SUCCESS) return 5;
    if (first) {
      puts("ready");
      fflush(stdout);
    }
    int was = present;
    present = (state.dwEventState & SCARD_STATE_PRESENT) != 0;
    state.dwCurrentState = state.dwEventState;
    if (!present || was) continue;
    card += 1;
    int failed = card % sides == turn ? read_card(context, words[1], count - 4, words + 4) : 0;
    if (failed) return failed;
  }
}
