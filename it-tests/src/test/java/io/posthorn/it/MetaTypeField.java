package io.posthorn.it;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/** One field of a configuration page (OSGi Compendium, section 105): an {@code AD} element. */
record MetaTypeField(String id, String label, String description, String type) {

    /** The fields of all pages in these bundles. */
    static List<MetaTypeField> all(List<Path> jars) throws IOException {
        List<MetaTypeField> fields = new ArrayList<>();
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                for (JarEntry entry : file.stream().toList()) {
                    if (entry.getName().matches("OSGI-INF/metatype/.*\\.xml")) {
                        fields.addAll(in(file.getInputStream(entry)));
                    }
                }
            }
        }
        return fields;
    }

    private static List<MetaTypeField> in(InputStream xml) throws IOException {
        try (xml) {
            NodeList elements = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(xml)
                    .getElementsByTagName("AD");
            List<MetaTypeField> fields = new ArrayList<>();
            for (int i = 0; i < elements.getLength(); i++) {
                Element ad = (Element) elements.item(i);
                fields.add(new MetaTypeField(
                        ad.getAttribute("id"),
                        ad.getAttribute("name"),
                        ad.getAttribute("description"),
                        ad.getAttribute("type")));
            }
            return fields;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e);
        }
    }
}
