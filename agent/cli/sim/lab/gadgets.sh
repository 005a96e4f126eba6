# In the guest: four USB gadgets on four virtual controllers, unplugged. $1: dummy_hcd.ko
# pos: HID-POS scanner · key: scanner in keyboard mode · ser: serial scanner · prn: serial printer
set -e
/bin/busybox insmod "$1" num=4
cd /sys/kernel/config/usb_gadget
gadget() { # name vid pid product
  mkdir "$1"; echo "$2" > "$1/idVendor"; echo "$3" > "$1/idProduct"; mkdir "$1/strings/0x409" "$1/configs/c.1"
  echo Simulated > "$1/strings/0x409/manufacturer"; echo "$4" > "$1/strings/0x409/product"; echo SN1 > "$1/strings/0x409/serialnumber"
}
hid() { # gadget function length descriptor
  mkdir "$1/functions/$2"; echo "$3" > "$1/functions/$2/report_length"; printf "$4" > "$1/functions/$2/report_desc"
  ln -s "$1/functions/$2" "$1/configs/c.1/"
}
gadget pos 0x0c2e 0x0b61 "HID-POS scanner"
hid pos hid.usb0 64 '\006\214\000\011\002\241\001\205\002\011\376\025\000\046\377\000\165\010\225\077\201\002\300'
gadget key 0x0c2e 0x0b62 "Keyboard scanner"
hid key hid.usb1 8 '\005\001\011\006\241\001\005\007\031\340\051\347\025\000\045\001\165\001\225\010\201\002\225\001\165\010\201\003\225\006\165\010\025\000\045\145\005\007\031\000\051\145\201\000\300'
gadget ser 0x0c2e 0x0b6a "Serial scanner"
mkdir ser/functions/acm.usb0; ln -s ser/functions/acm.usb0 ser/configs/c.1/
gadget prn 0x1a86 0x7523 "Receipt printer"
mkdir prn/functions/acm.usb1; ln -s prn/functions/acm.usb1 prn/configs/c.1/
