// authority makes, for the stories, what an authority that issues certificates would: a root, its list of revoked
// certificates, and certificates of 检查员甲 with their keys. Nothing of it is kept: the keys are new with every run, and those
// of the authorities themselves are never written.
//
//	go run ./scripts/authority DIR
//
// writes root.pem, revoked.crl, and valid, ended (in 2021), revoked (on the list) and foreign (of an authority that nobody
// accepts), each as .pem and .key. P-256 throughout.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"time"
)

var (
	from    = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	until   = time.Date(2120, 1, 1, 0, 0, 0, 0, time.UTC)
	revoked = time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "authority needs the folder to write to")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "authority:", err)
		os.Exit(1)
	}
}

func write(dir string) error {
	ours, err := newRoot("测试用根证书")
	if err != nil {
		return err
	}
	theirs, err := newRoot("未被接受的根证书")
	if err != nil {
		return err
	}
	const onTheList = 3
	if err := errors.Join(
		os.MkdirAll(dir, 0o700),
		put(dir, "root.pem", "CERTIFICATE", ours.certificate.Raw),
		ours.issue(dir, "valid", 1, until), ours.issue(dir, "ended", 2, from.AddDate(1, 0, 0)), ours.issue(dir, "revoked", onTheList, until),
		theirs.issue(dir, "foreign", 1, until),
	); err != nil {
		return err
	}
	list, err := x509.CreateRevocationList(rand.Reader, &x509.RevocationList{Number: big.NewInt(1), ThisUpdate: revoked, NextUpdate: until,
		RevokedCertificateEntries: []x509.RevocationListEntry{{SerialNumber: big.NewInt(onTheList), RevocationTime: revoked}}}, ours.certificate, ours.key)
	if err != nil {
		return fmt.Errorf("make the list of revoked certificates: %w", err)
	}
	return put(dir, "revoked.crl", "X509 CRL", list)
}

// root is an authority.
type root struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

func newRoot(name string) (root, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return root{}, fmt.Errorf("make a key: %w", err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{Country: []string{"CN"}, Organization: []string{"测试用电子认证机构"}, CommonName: name}, NotBefore: from, NotAfter: until,
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign}
	der, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		return root{}, fmt.Errorf("make %s: %w", name, err)
	}
	made, err := x509.ParseCertificate(der)
	return root{made, key}, err
}

// issue writes a certificate of 检查员甲, and its key.
func (r root) issue(dir, name string, serial int64, until time.Time) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return fmt.Errorf("make a key: %w", err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(serial), Subject: pkix.Name{Country: []string{"CN"}, Organization: []string{"常州市金坛区应急管理局"}, CommonName: "检查员甲"}, NotBefore: from, NotAfter: until,
		BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment}
	der, err := x509.CreateCertificate(rand.Reader, form, r.certificate, &key.PublicKey, r.key)
	if err != nil {
		return fmt.Errorf("make %s: %w", name, err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return fmt.Errorf("write the key of %s: %w", name, err)
	}
	return errors.Join(put(dir, name+".pem", "CERTIFICATE", der), put(dir, name+".key", "PRIVATE KEY", private))
}

func put(dir, name, kind string, der []byte) error {
	return os.WriteFile(filepath.Join(dir, name), pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600)
}
