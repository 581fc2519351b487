/*
 * MishmashUs 1.0: the board of the installation, on an Arduino Uno or Nano (ATmega328P), 57600 baud.
 * Any Firmata 2.x host can use it: digital and analog inputs with reporting, pull-ups, outputs, PWM, HC-SR04.
 * A pin with pull-up is taken for a contact: its level counts once it has been steady for 5 ms.
 * An echo is timed by interrupt: no other pin waits for it. The lamp's patterns run here, however busy the host is.
 *
 * Sysex (F0 ID data F7; data bytes of 7 bits), beyond version, firmware, capabilities, analog mapping, pin state:
 *   ID  from   data                meaning
 *   01  host   PIN PATTERN         the lamp is on PIN and shows 0 off, 1 on, 2 breathe, 3 blink, 4 tick, 5 refuse
 *                                  (once, then the pattern before), 6 fault, 7 rest (dark, also without a host)
 *   02  host   TRIGGER ECHO        the echo of pings on TRIGGER comes on ECHO; without it, on the same pin
 *   6F  host   PIN LOW7 HIGH7      extended analog: PWM on any pin
 *   75  host   PIN + 17 ignored    ping: 10 us pulse, echo of at most 30 ms
 *   75  board  PIN LENGTH          each of the 5 bytes as LOW7 HIGH1; microseconds, most significant first; 0 = no echo
 *   7A  host   LOW7 HIGH7          sampling interval of analog inputs in ms, 5 at least
 *
 * A host that says nothing for 3 s is dead: the lamp shows it, until the host's next byte.
 */
#include <avr/eeprom.h>

#if !defined(__AVR_ATmega328P__)
#error "MishmashUs runs on an ATmega328P: an Arduino Uno or Nano."
#endif

enum : uint8_t {
  DIGITAL = 0x90, REPORT_ANALOG = 0xC0, REPORT_DIGITAL = 0xD0, ANALOG = 0xE0, SYSEX = 0xF0,
  PIN_MODE = 0xF4, PIN_VALUE = 0xF5, END_SYSEX = 0xF7, VERSION = 0xF9, RESET = 0xFF,
};
enum : uint8_t {
  LAMP = 0x01, ECHO_PIN = 0x02, MAPPING_QUERY = 0x69, MAPPING = 0x6A, CAPABILITY_QUERY = 0x6B, CAPABILITY = 0x6C,
  STATE_QUERY = 0x6D, STATE = 0x6E, EXTENDED_ANALOG = 0x6F, PING = 0x75, FIRMWARE = 0x79, SAMPLING = 0x7A,
};
enum : uint8_t { AS_INPUT = 0, AS_OUTPUT = 1, AS_ANALOG = 2, AS_PWM = 3, AS_PULLUP = 11, AS_PING = 0x75 };
enum : uint8_t { OFF, ON, BREATHE, BLINK, TICK, REFUSE, FAULT, REST, DEAD };

const uint8_t PROTOCOL[] = {2, 6}, RELEASE[] = {1, 0};
const uint8_t PINS = 20, PORTS = 3, CHANNELS = 6, FIRST_PIN = 2, FIRST_ANALOG = 14, NONE = 0xFF;
const uint8_t ONBOARD_LED = 13;
const uint8_t STEADY_MS = 5;
const uint16_t HOST_DEAD_MS = 3000;
const uint16_t ECHO_LIMIT_US = 30000;
/** The echo of one ping is not to be taken for that of the next. */
const uint8_t PING_REST_MS = 30;
const uint16_t REFUSE_MS = 1050;

// Pins

uint8_t mode[PINS], written[PINS];
/** Bits by port: pins that are inputs, those of them with pull-up, what they are, and what was told of them. */
uint8_t inputs[PORTS], contacts[PORTS], raw[PORTS], steady[PORTS], told[PORTS];
uint8_t changedAt[PINS];
bool reporting[PORTS];
uint8_t analogReporting;
uint16_t samplingMs;
uint32_t sampledMs;

uint8_t portLevels(uint8_t port) {
  return port == 0 ? PIND : port == 1 ? PINB & 0x3F : PINC & 0x3F;
}

bool isPin(uint8_t pin) {
  return pin >= FIRST_PIN && pin < PINS;
}

void assign(uint8_t pin, uint8_t to) {
  const uint8_t port = pin >> 3, bit = 1 << (pin & 7);
  mode[pin] = to;
  written[pin] = 0;
  inputs[port] &= ~bit;
  contacts[port] &= ~bit;
  if (to == AS_INPUT || to == AS_PULLUP) inputs[port] |= bit;
  if (to == AS_OUTPUT || to == AS_PWM) {
    digitalWrite(pin, LOW);
    pinMode(pin, OUTPUT);
  } else {
    pinMode(pin, to == AS_PULLUP ? INPUT_PULLUP : INPUT);
  }
  if (to != AS_PULLUP) return;
  // Until its pull-up has charged the line, an open contact looks closed.
  contacts[port] |= bit;
  steady[port] |= bit;
  raw[port] |= bit;
}

/** Plain inputs count at once; contacts once steady. */
void readPort(uint8_t port) {
  // Units of 1.024 ms: now and then, millis() skips one.
  const uint8_t now = micros() >> 10;
  const uint8_t levels = portLevels(port), moved = levels ^ raw[port];
  uint8_t settled = ~contacts[port];
  raw[port] = levels;
  for (uint8_t i = 0, bit = 1; i < 8; i++, bit <<= 1) {
    if (!(contacts[port] & bit)) continue;
    const uint8_t pin = port * 8 + i;
    if (moved & bit) changedAt[pin] = now;
    else if ((uint8_t)(now - changedAt[pin]) > STEADY_MS) settled |= bit;
  }
  steady[port] = (steady[port] & ~settled) | (levels & settled);
}

void tellPort(uint8_t port) {
  told[port] = steady[port] & inputs[port];
  Serial.write(DIGITAL | port);
  Serial.write(told[port] & 0x7F);
  Serial.write(told[port] >> 7);
}

void serveDigital() {
  for (uint8_t port = 0; port < PORTS; port++) {
    readPort(port);
    if (reporting[port] && (steady[port] & inputs[port]) != told[port]) tellPort(port);
  }
}

void serveAnalog() {
  const uint32_t now = millis();
  if (now - sampledMs < samplingMs) return;
  sampledMs = now;
  for (uint8_t channel = 0; channel < CHANNELS; channel++) {
    if (!(analogReporting & (1 << channel)) || mode[FIRST_ANALOG + channel] != AS_ANALOG) continue;
    const uint16_t value = analogRead(channel);
    Serial.write(ANALOG | channel);
    Serial.write(value & 0x7F);
    Serial.write(value >> 7);
  }
}

void writeDigital(uint8_t pin, bool high) {
  if (!isPin(pin) || mode[pin] != AS_OUTPUT) return;
  written[pin] = high;
  digitalWrite(pin, high);
}

void writePwm(uint8_t pin, uint16_t value) {
  if (!isPin(pin) || mode[pin] != AS_PWM) return;
  written[pin] = value > 255 ? 255 : value;
  analogWrite(pin, written[pin]);
}

// Echo

enum : uint8_t { RISE, FALL, ECHOED };
uint8_t echoOf[PINS];
uint32_t pingsWanted;
uint8_t pinging, lastPinged;
uint32_t pingedUs, pingEndedMs;
volatile uint8_t *echoPort;
uint8_t echoBit;
volatile uint8_t echoStep;
volatile uint32_t roseUs, echoUs;

ISR(PCINT0_vect) {
  const uint32_t now = micros();
  const bool high = *echoPort & echoBit;
  if (high && echoStep == RISE) {
    roseUs = now;
    echoStep = FALL;
  } else if (!high && echoStep == FALL) {
    echoUs = now - roseUs;
    echoStep = ECHOED;
  }
}
ISR(PCINT1_vect, ISR_ALIASOF(PCINT0_vect));
ISR(PCINT2_vect, ISR_ALIASOF(PCINT0_vect));

void writeTwo(uint8_t byte) {
  Serial.write(byte & 0x7F);
  Serial.write(byte >> 7);
}

void endPing(uint32_t us) {
  const uint8_t echo = echoOf[pinging];
  *digitalPinToPCMSK(echo) &= ~bit(digitalPinToPCMSKbit(echo));
  Serial.write(SYSEX);
  Serial.write(PING);
  writeTwo(pinging);
  for (int8_t shift = 24; shift >= 0; shift -= 8) writeTwo(us >> shift);
  Serial.write(END_SYSEX);
  pinging = NONE;
  pingEndedMs = millis();
}

void startPing(uint8_t pin) {
  const uint8_t echo = echoOf[pin];
  pingsWanted &= ~((uint32_t)1 << pin);
  pinging = lastPinged = pin;
  if (mode[pin] != AS_PING) assign(pin, AS_PING);
  if (mode[echo] != AS_PING) assign(echo, AS_PING);
  // A sensor without an echo stays high for longer than we listen, and takes no new ping until it is low.
  if (digitalRead(echo)) return endPing(0);
  echoPort = portInputRegister(digitalPinToPort(echo));
  echoBit = digitalPinToBitMask(echo);
  echoStep = RISE;
  digitalWrite(pin, LOW);
  pinMode(pin, OUTPUT);
  delayMicroseconds(2);
  digitalWrite(pin, HIGH);
  delayMicroseconds(10);
  digitalWrite(pin, LOW);
  if (echo == pin) pinMode(pin, INPUT);
  pingedUs = micros();
  PCIFR = bit(digitalPinToPCICRbit(echo));
  *digitalPinToPCMSK(echo) |= bit(digitalPinToPCMSKbit(echo));
  PCICR |= bit(digitalPinToPCICRbit(echo));
}

void servePing() {
  if (pinging != NONE) {
    if (echoStep == ECHOED) endPing(echoUs);
    else if (micros() - pingedUs > ECHO_LIMIT_US) endPing(0);
    return;
  }
  if (!pingsWanted || millis() - pingEndedMs < PING_REST_MS) return;
  uint8_t pin = lastPinged;
  do pin = (pin + 1) % PINS;
  while (!(pingsWanted & ((uint32_t)1 << pin)));
  startPing(pin);
}

// Lamp

uint8_t *const REMEMBERED_PIN = (uint8_t *)0;
uint8_t lampPin, lampPattern, lampLevel;
bool refusing;
uint32_t patternMs, refusedMs, heardMs, deadMs;
bool hostDead;

bool lampDriven() {
  return mode[lampPin] == AS_OUTPUT || mode[lampPin] == AS_PWM;
}

void driveLamp() {
  if (!lampDriven()) assign(lampPin, digitalPinHasPWM(lampPin) ? AS_PWM : AS_OUTPUT);
}

uint8_t lit(uint16_t at, uint8_t flashes, uint16_t everyMs, uint16_t onMs) {
  return at < flashes * everyMs && at % everyMs < onMs ? 255 : 0;
}

/** 0..255, `ms` after the pattern began; never more than 3 flashes a second. */
uint8_t brightness(uint8_t pattern, uint32_t ms) {
  switch (pattern) {
    case ON: return 255;
    case BREATHE: {
      // Squared, as the eye takes half the light for more than half.
      const uint16_t at = ms % 4000;
      const uint32_t up = at < 2000 ? at : 4000 - at;
      return up * up * 255 / 4000000;
    }
    case BLINK: return lit(ms % 800, 1, 800, 400);
    case TICK: return lit(ms % 1000, 1, 1000, 120);
    case REFUSE: return lit(ms, 3, 350, 150);
    case FAULT: return lit(ms % 2000, 2, 400, 200);
    case DEAD: return lit(ms % 4000, 3, 500, 150);
    default: return 0;
  }
}

void showLamp(uint8_t pin, uint8_t pattern) {
  if (!isPin(pin) || pattern > REST) return;
  if (pin != lampPin) {
    if (lampPin != NONE) assign(lampPin, AS_INPUT);
    lampPin = pin;
    eeprom_update_byte(REMEMBERED_PIN, pin);
  }
  driveLamp();
  const uint32_t now = millis();
  refusing = pattern == REFUSE;
  if (refusing) refusedMs = now;
  else if (pattern != lampPattern) {
    lampPattern = pattern;
    patternMs = now;
  }
}

void serveLamp() {
  if (lampPin == NONE) return;
  const uint32_t now = millis();
  const bool dead = lampPattern != REST && now - heardMs >= HOST_DEAD_MS;
  if (dead && !hostDead) {
    deadMs = now;
    driveLamp();
  }
  hostDead = dead;
  if (!lampDriven()) return;
  if (now - refusedMs >= REFUSE_MS) refusing = false;
  const uint8_t level = dead       ? brightness(DEAD, now - deadMs)
                        : refusing ? brightness(REFUSE, now - refusedMs)
                                   : brightness(lampPattern, now - patternMs);
  if (mode[lampPin] == AS_PWM) {
    if (level != written[lampPin]) writePwm(lampPin, level);
  } else {
    // 244 Hz by hand where the pin has no PWM of its own.
    writeDigital(lampPin, level == 255 || (uint8_t)(micros() >> 4) < level);
  }
}

// Messages

uint8_t message[32], length, command;

void tellVersion() {
  Serial.write(VERSION);
  Serial.write(PROTOCOL, sizeof PROTOCOL);
}

void tellFirmware() {
  Serial.write(SYSEX);
  Serial.write(FIRMWARE);
  Serial.write(RELEASE, sizeof RELEASE);
  for (const char *c = "MishmashUs"; *c; c++) writeTwo(*c);
  Serial.write(END_SYSEX);
}

void tellMode(uint8_t as, uint8_t bits) {
  Serial.write(as);
  Serial.write(bits);
}

void tellCapabilities() {
  Serial.write(SYSEX);
  Serial.write(CAPABILITY);
  for (uint8_t pin = 0; pin < PINS; pin++) {
    if (isPin(pin)) {
      tellMode(AS_INPUT, 1);
      tellMode(AS_PULLUP, 1);
      tellMode(AS_OUTPUT, 1);
      if (pin >= FIRST_ANALOG) tellMode(AS_ANALOG, 10);
      if (digitalPinHasPWM(pin)) tellMode(AS_PWM, 8);
      tellMode(AS_PING, 1);
    }
    Serial.write(0x7F);
  }
  Serial.write(END_SYSEX);
}

void tellMapping() {
  Serial.write(SYSEX);
  Serial.write(MAPPING);
  for (uint8_t pin = 0; pin < PINS; pin++) Serial.write(pin < FIRST_ANALOG ? 0x7F : pin - FIRST_ANALOG);
  Serial.write(END_SYSEX);
}

void tellState(uint8_t pin) {
  Serial.write(SYSEX);
  Serial.write(STATE);
  Serial.write(pin);
  if (isPin(pin)) {
    Serial.write(mode[pin]);
    const uint8_t state = mode[pin] == AS_PULLUP ? 1 : written[pin];
    Serial.write(state & 0x7F);
    if (state > 0x7F) Serial.write(state >> 7);
  }
  Serial.write(END_SYSEX);
}

bool can(uint8_t pin, uint8_t as) {
  if (as == AS_ANALOG) return pin >= FIRST_ANALOG;
  if (as == AS_PWM) return digitalPinHasPWM(pin);
  return as == AS_INPUT || as == AS_OUTPUT || as == AS_PULLUP;
}

void setMode(uint8_t pin, uint8_t as) {
  if (!isPin(pin) || !can(pin, as)) return;
  // Whoever takes the lamp's pin has no lamp there.
  if (pin == lampPin) lampPin = NONE;
  assign(pin, as);
}

void begin() {
  for (uint8_t pin = FIRST_PIN; pin < PINS; pin++) {
    assign(pin, pin >= FIRST_ANALOG ? AS_ANALOG : AS_INPUT);
    echoOf[pin] = pin;
  }
  for (uint8_t port = 0; port < PORTS; port++) reporting[port] = false;
  analogReporting = 0;
  samplingMs = 19;
  pingsWanted = 0;
  PCMSK0 = PCMSK1 = PCMSK2 = 0;
  pinging = NONE;
  lampPattern = OFF;
  refusing = hostDead = false;
  lampPin = eeprom_read_byte(REMEMBERED_PIN);
  if (!isPin(lampPin)) lampPin = ONBOARD_LED;
}

void hearSysex() {
  switch (message[0]) {
    case FIRMWARE: return tellFirmware();
    case CAPABILITY_QUERY: return tellCapabilities();
    case MAPPING_QUERY: return tellMapping();
    case STATE_QUERY:
      if (length == 2) tellState(message[1]);
      return;
    case SAMPLING:
      if (length == 3) samplingMs = max(5, message[1] | message[2] << 7);
      return;
    case EXTENDED_ANALOG:
      if (length == 4) writePwm(message[1], message[2] | message[3] << 7);
      return;
    case PING:
      if (length >= 2 && isPin(message[1])) pingsWanted |= (uint32_t)1 << message[1];
      return;
    case ECHO_PIN:
      if (length == 3 && isPin(message[1]) && isPin(message[2]) && pinging != message[1])
        echoOf[message[1]] = message[2];
      return;
    case LAMP:
      if (length == 3) showLamp(message[1], message[2]);
      return;
  }
}

/** A command with all of its data bytes. */
void hearCommand() {
  const uint8_t low = command & 0x0F;
  switch (command < SYSEX ? command & 0xF0 : command) {
    case PIN_MODE: return setMode(message[0], message[1]);
    case PIN_VALUE: return writeDigital(message[0], message[1]);
    case ANALOG: return writePwm(low, message[0] | message[1] << 7);
    case DIGITAL:
      for (uint8_t i = 0; i < 8; i++) writeDigital(low * 8 + i, (message[0] | message[1] << 7) >> i & 1);
      return;
    case REPORT_ANALOG:
      if (low < CHANNELS) bitWrite(analogReporting, low, message[0] ? 1 : 0);
      return;
    case REPORT_DIGITAL:
      if (low >= PORTS) return;
      reporting[low] = message[0];
      if (reporting[low]) tellPort(low);
      return;
  }
}

uint8_t dataBytes() {
  const uint8_t kind = command < SYSEX ? command & 0xF0 : command;
  return kind == REPORT_ANALOG || kind == REPORT_DIGITAL ? 1 : 2;
}

void hear(uint8_t byte) {
  heardMs = millis();
  if (byte < 0x80) {
    if (command == 0) return;
    if (length < sizeof message) message[length++] = byte;
    // What is longer than any message we know is none.
    else command = 0;
    if (command == SYSEX || command == 0 || length < dataBytes()) return;
    hearCommand();
    command = length = 0;
    return;
  }
  if (byte == END_SYSEX && command == SYSEX && length > 0) hearSysex();
  if (byte == VERSION) tellVersion();
  if (byte == RESET) begin();
  command = byte == END_SYSEX || byte == VERSION || byte == RESET ? 0 : byte;
  length = 0;
}

void setup() {
  Serial.begin(57600);
  begin();
  tellVersion();
  tellFirmware();
}

void loop() {
  while (Serial.available()) hear(Serial.read());
  serveDigital();
  servePing();
  serveAnalog();
  serveLamp();
}
