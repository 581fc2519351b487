#!/bin/sh
# build.sh [FOLDER]: compiles mishmash-us.ino to FOLDER/mishmash-us.hex (here, without FOLDER).
# Debian 12: apt-get install gcc-avr avr-libc binutils-avr arduino-core-avr
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$(cd "${1:-$here}" && pwd)
avr=/usr/share/arduino/hardware/arduino/avr
core=$avr/cores/arduino
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# DECIMAL_DIG and -fpermissive: the core 1.8.7 expects a newer compiler than Debian's.
flags="-mmcu=atmega328p -DF_CPU=16000000L -DARDUINO=10819 -DARDUINO_AVR_UNO -DARDUINO_ARCH_AVR
  -DDECIMAL_DIG=__DECIMAL_DIG__ -Os -ffunction-sections -fdata-sections -I$core -I$avr/variants/standard"
cpp="-std=gnu++11 -fno-exceptions -fpermissive -fno-threadsafe-statics"

{ echo '#include <Arduino.h>'; cat "$here/mishmash-us.ino"; } > sketch.cpp
avr-g++ $flags $cpp -Wall -Wextra -c sketch.cpp -o sketch.o
for source in "$core"/*.c; do avr-gcc $flags -w -std=gnu11 -c "$source" -o "$(basename "$source").o"; done
for source in "$core"/*.cpp; do avr-g++ $flags $cpp -w -c "$source" -o "$(basename "$source").o"; done
for source in "$core"/*.S; do avr-gcc $flags -x assembler-with-cpp -c "$source" -o "$(basename "$source").o"; done
avr-gcc -mmcu=atmega328p -Os -Wl,--gc-sections -o sketch.elf sketch.o ./*.c.o ./*.cpp.o ./*.S.o -lm
avr-objcopy -O ihex -R .eeprom sketch.elf "$out/mishmash-us.hex"
avr-size sketch.elf
