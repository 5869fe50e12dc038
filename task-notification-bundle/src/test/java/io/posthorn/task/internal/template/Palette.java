package io.posthorn.task.internal.template;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Makes a picture of a page small: its most frequent colours are enough for text on plain ground. */
final class Palette {

    private static final int COLORS = 32;

    private final List<Color> colors;
    private final Map<Integer, Integer> nearest = new HashMap<>();

    private Palette(BufferedImage image) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int pixel : pixels(image)) {
            counts.merge(pixel, 1, Integer::sum);
        }
        colors = counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(COLORS)
                .map(entry -> new Color(entry.getKey()))
                .toList();
    }

    static void reduce(Path png) throws IOException {
        BufferedImage image = ImageIO.read(png.toFile());
        ImageIO.write(new Palette(image).of(image), "png", png.toFile());
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private BufferedImage of(BufferedImage image) {
        int[] model = colors.stream().mapToInt(Color::getRGB).toArray();
        BufferedImage reduced = new BufferedImage(
                image.getWidth(),
                image.getHeight(),
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, model.length, model, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE));
        int[] pixels = pixels(image);
        for (int i = 0; i < pixels.length; i++) {
            int index = nearest.computeIfAbsent(pixels[i], this::index);
            reduced.getRaster().setSample(i % image.getWidth(), i / image.getWidth(), 0, index);
        }
        return reduced;
    }

    private int index(int pixel) {
        Color wanted = new Color(pixel);
        return colors.indexOf(colors.stream()
                .min(Comparator.comparingInt(color -> distance(color, wanted)))
                .orElseThrow());
    }

    private static int distance(Color one, Color other) {
        int red = one.getRed() - other.getRed();
        int green = one.getGreen() - other.getGreen();
        int blue = one.getBlue() - other.getBlue();
        return red * red + green * green + blue * blue;
    }
}
