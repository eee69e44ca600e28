// Package certified judges signatures made with a certificate of an accepted authority (CA 证书签名): is this a signature
// over exactly these bytes, by whom, and does the certificate chain to a root the server was told to accept?
//
// There are two suites, named in the data: x509-sha256 (RSA or ECDSA with SHA-256 and longer, RFC 5652) and sm2-sm3
// (GB/T 32918, GB/T 32905, GM/T 0010). Each takes a detached CMS message or a bare signature with its certificates. A
// suite without roots is off, and so both are until somebody configures them.
//
// It refuses to make signatures (a person's key never comes here), to fetch anything, and to say what a signature means
// in law. Whether a certificate has been revoked it knows from the authorities' lists (CRL) that it is given; it asks no
// service for them. Start reading at Verifier.
package certified
