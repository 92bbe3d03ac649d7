#!/bin/sh
# Makes OpenSSL's own time-stamp authority in the current folder: a root certificate (ca.pem) and one that may stamp.
# Afterwards  openssl ts -reply -config tsa.cnf -section settings -queryfile REQUEST -out ANSWER  answers a request.
set -e
cp "$(dirname "$0")/tsa.cnf" tsa.cnf
echo 01 > serial
openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj '/CN=Test root' -days 3650 2> /dev/null
openssl req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj '/CN=Test authority' 2> /dev/null
openssl x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 3650 -out tsa.pem \
    -extfile tsa.cnf -extensions stamping 2> /dev/null
