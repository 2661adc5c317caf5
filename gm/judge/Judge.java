import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CRLEntryHolder;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.DefaultCMSSignatureAlgorithmNameGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.encoders.Hex;

/**
 * An independent opinion on what this room writes, by BouncyCastle. Exit code 0 and a line "OK …" if everything holds;
 * exit code 1 and "REFUSED …" otherwise.
 *
 *   cms   SIGNATURE.der CONTENT          detached CMS: digest, signature, signer's certificate inside; signature time stamp too, if any
 *   chain LEAF.der … ROOT.der            each certificate signed by the next, the last by itself; CA bits, names, dates now
 *   crl   CRL.der CA.der                 signature and issuer name; prints the number and the entries
 *   gcm   CASES                          SM4-GCM, a case a line in hexadecimal: key, IV, AAD, text, ciphertext‖tag, commas between
 *   ocsp  RESPONSE.der LEAF.der CA.der RESPONDER.der …  four files each: signature of the responder, CertID of the leaf; prints the status
 *   ocsp-answer REQUEST.der KEY.pkcs8 RESPONDER.der    prints BouncyCastle's own response, "good" for all, in base64
 *   token TOKEN.der TSA.der DATA …       RFC 3161 tokens, three files each: imprint over DATA, signature, ESS certificate id, EKU
 */
public final class Judge {
  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

  public static void main(String[] args) {
    Security.addProvider(PROVIDER);
    try {
      List<byte[]> files = new ArrayList<>();
      for (String name : Arrays.copyOfRange(args, 1, args.length)) files.add(Files.readAllBytes(Path.of(name)));
      switch (args[0]) {
        case "cms" -> cms(files.get(0), files.get(1));
        case "chain" -> chain(files);
        case "crl" -> crl(new X509CRLHolder(files.get(0)), new X509CertificateHolder(files.get(1)));
        case "gcm" -> gcm(new String(files.get(0)).lines().toList());
        case "ocsp" -> {
          for (int i = 0; i < files.size(); i += 4) {
            ocsp(files.get(i), files.get(i + 1), files.get(i + 2), files.get(i + 3));
          }
        }
        case "ocsp-answer" -> ocspAnswer(files.get(0), files.get(1), new X509CertificateHolder(files.get(2)));
        case "token" -> {
          for (int i = 0; i < files.size(); i += 3) {
            token(files.get(i), new X509CertificateHolder(files.get(i + 1)), files.get(i + 2));
          }
        }
        default -> throw new IllegalArgumentException("unknown command " + args[0]);
      }
    } catch (Exception | AssertionError error) {
      System.out.println("REFUSED " + error);
      System.exit(1);
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) throw new AssertionError(what);
  }

  private static SignerInformationVerifier verifier(X509CertificateHolder certificate) throws Exception {
    DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().setProvider(PROVIDER).build();
    return new JcaSignerInfoVerifierBuilder(digests)
        .setProvider(PROVIDER)
        .setSignatureAlgorithmNameGenerator(Judge::signatureName)
        .build(certificate);
  }

  /** GM/T 0010 names the signature alone, without its hash. */
  private static String signatureName(AlgorithmIdentifier digest, AlgorithmIdentifier signature) {
    if (signature.getAlgorithm().equals(GMObjectIdentifiers.sm2sign)) return "SM3WITHSM2";
    return new DefaultCMSSignatureAlgorithmNameGenerator().getSignatureName(digest, signature);
  }

  private static void cms(byte[] signature, byte[] content) throws Exception {
    CMSSignedData data = new CMSSignedData(new CMSProcessableByteArray(content), signature);
    Collection<SignerInformation> signers = data.getSignerInfos().getSigners();
    require(signers.size() == 1, "one signer");
    SignerInformation signer = signers.iterator().next();
    @SuppressWarnings("unchecked")
    Collection<X509CertificateHolder> certificates = data.getCertificates().getMatches(signer.getSID());
    require(certificates.size() == 1, "the signer's certificate is inside");
    X509CertificateHolder certificate = certificates.iterator().next();
    require(signer.verify(verifier(certificate)), "signature");
    require(signer.getSignedAttributes().get(PKCSObjectIdentifiers.id_aa_signingCertificateV2) != null, "ESS attribute");
    String stamped = signer.getUnsignedAttributes() == null ? "" : " " + signatureTimeStamp(signer);
    System.out.println("OK cms " + certificate.getSubject() + stamped);
  }

  private static String signatureTimeStamp(SignerInformation signer) throws Exception {
    Attribute attribute = signer.getUnsignedAttributes().get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
    require(attribute != null, "signature time stamp");
    TimeStampToken token = new TimeStampToken(ContentInfo.getInstance(attribute.getAttributeValues()[0]));
    @SuppressWarnings("unchecked")
    Collection<X509CertificateHolder> certificates = token.getCertificates().getMatches(token.getSID());
    require(certificates.size() == 1, "the TSA's certificate is inside");
    validate(token, certificates.iterator().next(), signer.getSignature());
    return token.getTimeStampInfo().getGenTime().toInstant().toString();
  }

  private static void token(byte[] der, X509CertificateHolder tsa, byte[] data) throws Exception {
    TimeStampToken token = new TimeStampToken(ContentInfo.getInstance(new ASN1InputStream(new ByteArrayInputStream(der)).readObject()));
    validate(token, tsa, data);
    System.out.println("OK token " + token.getTimeStampInfo().getSerialNumber().toString(16) + " " + token.getTimeStampInfo().getPolicy());
  }

  private static void validate(TimeStampToken token, X509CertificateHolder tsa, byte[] data) throws Exception {
    MessageDigest hash = MessageDigest.getInstance(token.getTimeStampInfo().getMessageImprintAlgOID().getId(), PROVIDER);
    require(Arrays.equals(hash.digest(data), token.getTimeStampInfo().getMessageImprintDigest()), "imprint");
    token.validate(verifier(tsa));
  }

  private static void crl(X509CRLHolder crl, X509CertificateHolder ca) throws Exception {
    require(crl.getIssuer().equals(ca.getSubject()), "issuer name");
    require(crl.isSignatureValid(new JcaContentVerifierProviderBuilder().setProvider(PROVIDER).build(ca)), "signature");
    byte[] named = AuthorityKeyIdentifier.fromExtensions(crl.getExtensions()).getKeyIdentifier();
    require(Arrays.equals(named, SubjectKeyIdentifier.fromExtensions(ca.getExtensions()).getKeyIdentifier()), "key identifier");
    StringBuilder text = new StringBuilder("OK crl ").append(crl.getExtension(Extension.cRLNumber).getParsedValue());
    for (Object member : crl.getRevokedCertificates()) {
      X509CRLEntryHolder entry = (X509CRLEntryHolder) member;
      Extension reason = entry.getExtension(Extension.reasonCode);
      text.append(" ").append(entry.getSerialNumber().toString(16));
      text.append(",").append(entry.getRevocationDate().toInstant());
      text.append(",").append(reason == null ? "-" : CRLReason.getInstance(reason.getParsedValue()).getValue());
    }
    System.out.println(text);
  }

  private static void gcm(List<String> cases) throws Exception {
    for (String line : cases) {
      byte[][] fields = Arrays.stream(line.split(",", -1)).map(Hex::decode).toArray(byte[][]::new);
      Cipher cipher = Cipher.getInstance("SM4/GCM/NoPadding", PROVIDER);
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(fields[0], "SM4"), new GCMParameterSpec(128, fields[1]));
      cipher.updateAAD(fields[2]);
      require(Arrays.equals(cipher.doFinal(fields[3]), fields[4]), line);
    }
    System.out.println("OK gcm " + cases.size());
  }

  private static void ocsp(byte[] der, byte[] leaf, byte[] ca, byte[] responder) throws Exception {
    OCSPResp response = new OCSPResp(der);
    require(response.getStatus() == OCSPResp.SUCCESSFUL, "status " + response.getStatus());
    BasicOCSPResp basic = (BasicOCSPResp) response.getResponseObject();
    X509CertificateHolder signer = new X509CertificateHolder(responder);
    require(basic.isSignatureValid(new JcaContentVerifierProviderBuilder().setProvider(PROVIDER).build(signer)), "signature");
    require(basic.getResponderId().equals(new RespID(signer.getSubject())), "responder id");
    require(basic.getResponses().length == 1, "one response");
    SingleResp single = basic.getResponses()[0];
    require(
        single.getCertID().matchesIssuer(new X509CertificateHolder(ca), new JcaDigestCalculatorProviderBuilder().setProvider(PROVIDER).build()),
        "issuer of the CertID");
    require(single.getCertID().getSerialNumber().equals(new X509CertificateHolder(leaf).getSerialNumber()), "serial number");
    Object status = single.getCertStatus();
    String text = status == null ? "good" : status.getClass().getSimpleName();
    if (status instanceof RevokedStatus revoked) {
      text += " " + revoked.getRevocationTime().toInstant() + " " + (revoked.hasRevocationReason() ? revoked.getRevocationReason() : "-");
    }
    Extension nonce = basic.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
    System.out.println("OK ocsp " + text + " nonce " + (nonce == null ? "-" : Hex.toHexString(nonce.getExtnValue().getOctets())));
  }

  private static void ocspAnswer(byte[] request, byte[] pkcs8, X509CertificateHolder responder) throws Exception {
    OCSPReq asked = new OCSPReq(request);
    var answer = new BasicOCSPRespBuilder(new RespID(responder.getSubject()));
    java.util.Date now = new java.util.Date();
    for (Req one : asked.getRequestList()) {
      answer.addResponse(one.getCertID(), CertificateStatus.GOOD, now, new java.util.Date(now.getTime() + 3_600_000));
    }
    Extension nonce = asked.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
    if (nonce != null) answer.setResponseExtensions(new Extensions(nonce));
    PrivateKey key = BouncyCastleProvider.getPrivateKey(PrivateKeyInfo.getInstance(pkcs8));
    ContentSigner signer = new JcaContentSignerBuilder("SM3withSM2").setProvider(PROVIDER).build(key);
    BasicOCSPResp basic = answer.build(signer, new X509CertificateHolder[] {responder}, now);
    byte[] response = new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, basic).getEncoded();
    System.out.println("OK " + Base64.getEncoder().encodeToString(response));
  }

  private static void chain(List<byte[]> files) throws Exception {
    List<X509CertificateHolder> path = new ArrayList<>();
    for (byte[] file : files) path.add(new X509CertificateHolder(file));
    for (int i = 0; i < path.size(); i++) {
      X509CertificateHolder subject = path.get(i);
      X509CertificateHolder issuer = path.get(Math.min(i + 1, path.size() - 1));
      require(subject.getIssuer().equals(issuer.getSubject()), "issuer name of " + subject.getSubject());
      require(subject.isValidOn(new java.util.Date()), "dates of " + subject.getSubject());
      require(
          subject.isSignatureValid(new JcaContentVerifierProviderBuilder().setProvider(PROVIDER).build(issuer)),
          "signature of " + subject.getSubject());
      if (i > 0) {
        require(org.bouncycastle.asn1.x509.BasicConstraints.fromExtensions(subject.getExtensions()).isCA(), "CA bit");
        require(KeyUsage.fromExtensions(subject.getExtensions()).hasUsages(KeyUsage.keyCertSign), "keyCertSign");
      } else {
        require(subject.getExtension(Extension.basicConstraints) == null, "no basic constraints in the leaf");
      }
    }
    System.out.println("OK chain " + path.size());
  }
}
